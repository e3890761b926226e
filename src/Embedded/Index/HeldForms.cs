using InboxMind.Core.Index;
using InboxMind.Core.Text;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>The forms of a query's words as far as the mails of an index file hold them.</summary>
internal static class HeldForms
{
    public static AskedForms Of(SqliteSession session, SearchQuery query) => AskedForms.Of(
        query, () => Languages(session), s => session.Prepare("SELECT 1 FROM term WHERE word = ?1").Scalar(s) is not null);

    private static List<TextLanguage> Languages(SqliteSession session)
    {
        var least = AskedForms.Least(session.Scalar("SELECT COALESCE(MAX(seq), 0) FROM mail"));
        return
        [
            .. AskedForms.Languages.Where(l => (long)session
                .Prepare("SELECT COUNT(*) FROM (SELECT 1 FROM mail WHERE language = ?1 AND language > 1 LIMIT ?2)")
                .Scalar((int)l, least)! == least),
        ];
    }
}
