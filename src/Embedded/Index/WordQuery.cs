using InboxMind.Core.Index;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Index;

/// <summary>Turns a query into FTS5's language. Every word is quoted, so nothing a person types is an operator.</summary>
internal static class WordQuery
{
    /// <summary>The words a mail is found and ranked by; null when there are none.</summary>
    public static string? Ranked(SearchQuery query)
    {
        var must = query.All.Select(Quote).ToList();
        var any = query.Any.Select(Quote).ToList();
        if (must.Count == 0)
            return any.Count == 0 ? null : string.Join(" OR ", any);

        // Phrases must be there; the other words only raise the rank.
        var all = string.Join(" AND ", must);
        return any.Count == 0 ? all : $"{all} AND ({string.Join(" OR ", [.. any, must[0]])})";
    }

    /// <summary>All words of a list, each of which has to be there; null when there are none.</summary>
    public static string? All(SearchQuery query) => And(query.All.Concat(query.Any).Select(Quote));

    /// <summary>What must be there but does not rank; null when there is nothing.</summary>
    public static string? Required(SearchQuery query) => And(
        query.All.Select(Quote)
            .Concat(query.Filter.From.Select(static v => Field("sender", v)))
            .Concat(query.Filter.To.Select(static v => Field("recipients", v)))
            .Concat(query.Filter.Subject.Select(static v => Field("subject", v))));

    /// <summary>What must not be there; null when there is nothing.</summary>
    public static string? Excluded(SearchQuery query)
    {
        var none = query.None.Select(Quote)
            .Concat(query.Filter.NotFrom.Select(static v => Field("sender", v)))
            .Concat(query.Filter.NotTo.Select(static v => Field("recipients", v)))
            .Concat(query.Filter.NotSubject.Select(static v => Field("subject", v)))
            .Where(static e => e.Length > 0).ToList();
        return none.Count == 0 ? null : string.Join(" OR ", none);
    }

    private static string? And(IEnumerable<string> expressions)
    {
        var all = expressions.Where(static e => e.Length > 0).ToList();
        return all.Count == 0 ? null : string.Join(" AND ", all);
    }

    private static string Quote(string phrase) => $"\"{phrase.Replace("\"", "", StringComparison.Ordinal)}\"";

    /// <summary>The words one after the other, the last one as far as it was typed.</summary>
    private static string Field(string column, string value)
    {
        var words = Words.Split(value);
        if (words.Count == 0)
            return "";
        var before = string.Concat(words.SkipLast(1).Select(static w => $"{w.Text} "));
        return $"({column} : ({string.Join(" OR ", WordBeginning.Alternatives(words[^1].Text)
            .Select(w => $"\"{before}{w.Word}\"{(w.IsBeginning ? " *" : "")}"))}))";
    }
}
