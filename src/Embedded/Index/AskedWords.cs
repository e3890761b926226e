using InboxMind.Core.Index;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Fits the words of a query to what the mails hold: a typing mistake is taken for the word that was meant, and a name counts when
/// somebody has it.</summary>
/// <param name="session">A session of the index file.</param>
/// <param name="ordinary">Words that are no mistakes.</param>
internal sealed class AskedWords(SqliteSession session, IReadOnlySet<string> ordinary)
{
    /// <summary>Words looked at.</summary>
    private const int Max = 8;

    private readonly NearTerms _terms = new(session);

    /// <summary>The query with the words to rank by.</summary>
    public SearchQuery Fit(SearchQuery query) => query with
    {
        Any = IsExact(query) ? query.Any : [.. query.Any.Select((w, i) => i < Max ? Meant(w) : w).Distinct()],
        Names = [.. query.Names.Take(Max).Where(IsSomebody)],
    };

    /// <summary>Whether it is said exactly what has to be there: then nothing else is looked for.</summary>
    public static bool IsExact(SearchQuery query) => query.All.Count > 0 || query.Where is not null;

    private string Meant(string term) => AskedForms.IsWord(term) && !ordinary.Contains(term) ? _terms.Meant(term) : term;

    private bool IsSomebody(string name) =>
        session.Prepare("SELECT 1 FROM mail_words WHERE mail_words MATCH ?1 LIMIT 1").Scalar(WordQuery.Name(name)) is not null;
}
