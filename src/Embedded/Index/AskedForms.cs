using InboxMind.Core.Index;
using InboxMind.Core.Text;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>The forms that the words of a query take in the language it is written in, as far as mails hold them. One too short to tell may
/// be of any language that the mailbox holds.</summary>
internal sealed class AskedForms
{
    public static readonly AskedForms None = new();

    /// <summary>Words looked at.</summary>
    private const int MaxWords = 16;

    /// <summary>Other forms of one word.</summary>
    private const int MaxForms = 12;

    /// <summary>Mails after which a language is one of the mailbox, however many there are.</summary>
    private const int ManyMails = 50;

    /// <summary>Of so many mails one has to be of a language for it to be one of the mailbox.</summary>
    private const int Share = 200;

    private readonly Dictionary<string, IReadOnlyList<string>> _forms = [];

    /// <summary>The forms of a query's words.</summary>
    public static AskedForms Of(SqliteSession session, SearchQuery query)
    {
        var languages = Languages(session, query);
        if (languages.Count == 0)
            return None;
        var forms = new AskedForms();
        foreach (var word in query.Any.Where(AskedWords.IsWord).Take(MaxWords))
        {
            var others = WordForms.Of(word, languages).DistinctBy(static f => PorterStemmer.Stem(f)).Skip(1)
                .Where(f => session.Prepare("SELECT 1 FROM term WHERE word = ?1").Scalar(PorterStemmer.Stem(f)) is not null)
                .Take(MaxForms).ToList();
            if (others.Count > 0)
                forms._forms[word] = [word, .. others];
        }

        return forms;
    }

    /// <summary>The forms of a word, itself first.</summary>
    public IReadOnlyList<string> Of(string word) => _forms.GetValueOrDefault(word, [word]);

    private static List<TextLanguage> Languages(SqliteSession session, SearchQuery query)
    {
        if (query.Any.Count == 0)
            return [];
        if (LanguageDetector.OfQuery(query.Text) is not TextLanguage.Unknown and var known)
            return known == TextLanguage.English ? [] : [known];
        var least = Math.Clamp(session.Scalar("SELECT COALESCE(MAX(seq), 0) FROM mail") / Share, 1, ManyMails);
        return
        [
            .. Enum.GetValues<TextLanguage>().Where(l => l > TextLanguage.English && (long)session
                .Prepare("SELECT COUNT(*) FROM (SELECT 1 FROM mail WHERE language = ?1 AND language > 1 LIMIT ?2)")
                .Scalar((int)l, least)! == least),
        ];
    }
}
