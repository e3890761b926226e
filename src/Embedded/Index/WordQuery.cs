using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Index;

/// <summary>Turns a query into FTS5's language. Every word is quoted, so nothing a person types is an operator.</summary>
internal static class WordQuery
{
    /// <summary>The words a mail is found and ranked by; null when there are none.</summary>
    public static RankedWords? Ranked(SearchQuery query, AskedForms forms)
    {
        var must = query.All.Select(Quote).ToList();
        List<(string Expression, IEnumerable<int> Groups)> any =
        [
            .. query.Any.Concat(query.Ranking).Distinct().Select(t => (Term(t, forms), Groups(t, forms))),
        ];
        if (any.Count > 0)
        {
            any.AddRange(query.Facts.Select(static f => ($"(facts : {Quote(f)})", (IEnumerable<int>)[1])));
            any.AddRange(query.Names.Select(static n => (Name(n), (IEnumerable<int>)[1])));
        }

        if (must.Count == 0 && any.Count == 0)
            return null;
        if (must.Count > 0 && any.Count > 0)
            any.Add((must[0], [1]));

        // Phrases must be there; the other words only raise the rank.
        var one = string.Join(" OR ", any.Select(static a => a.Expression));
        return new RankedWords(
            string.Join(" AND ", any.Count == 0 ? must : must.Count == 0 ? [one] : [.. must, $"({one})"]),
            [.. must.Select(static _ => 1), .. any.SelectMany(static a => a.Groups)],
            IsAny: must.Count == 0);
    }

    /// <summary>The phrases of FTS5 that a term is: the forms of a word together, and each way to go on of a beginning.</summary>
    private static IEnumerable<int> Groups(string term, AskedForms forms) => term.EndsWith('*')
        ? WordBeginning.Alternatives(term[(term.LastIndexOf(' ') + 1)..^1]).Select(static _ => 1)
        : [forms.Of(term).Count];

    /// <summary>Somebody of this name among those a mail is from and to.</summary>
    public static string Name(string name) => WordColumns.In(MailFields.From | MailFields.Recipients, Quote(name));

    /// <summary>All words of a list, each of which has to be there; null when there are none.</summary>
    public static string? All(SearchQuery query, AskedForms forms) =>
        And(query.All.Select(Quote).Concat(query.Any.Select(t => Term(t, forms))));

    /// <summary>What must be there but does not rank; null when there is nothing.</summary>
    public static string? Required(SearchQuery query) => And(
        query.All.Select(Quote)
            .Concat(query.Filter.From.Select(static v => Field(MailFields.From, v)))
            .Concat(query.Filter.To.Select(static v => Field(MailFields.Recipients, v)))
            .Concat(query.Filter.Subject.Select(static v => Field(MailFields.Subject, v))));

    /// <summary>What must not be there; null when there is nothing.</summary>
    public static string? Excluded(SearchQuery query)
    {
        var none = query.None.Select(Quote)
            .Concat(query.Filter.NotFrom.Select(static v => Field(MailFields.From, v)))
            .Concat(query.Filter.NotTo.Select(static v => Field(MailFields.Recipients, v)))
            .Concat(query.Filter.NotSubject.Select(static v => Field(MailFields.Subject, v)))
            .Where(static e => e.Length > 0).ToList();
        return none.Count == 0 ? null : string.Join(" OR ", none);
    }

    /// <summary>A condition that only words decide and that asks for some, as one expression; null when there is none for it.</summary>
    public static string? Of(MailCondition condition) => condition switch
    {
        HasWords words => WordColumns.In(words.Fields, words.IsBeginning ? Beginning(words.Words) : Quote(words.Words)),
        WordsNear near => WordColumns.In(MailFields.All, $"NEAR({Quote(near.One)} {Quote(near.Other)}, {near.Distance})"),
        AllOf { Parts.Count: > 0 } all => Join(all.Parts, " AND "),
        AnyOf { Parts.Count: > 0 } any => Join(any.Parts, " OR "),
        _ => null,
    };

    private static string? Join(IReadOnlyList<MailCondition> parts, string between)
    {
        var all = parts.Select(Of).ToList();
        return all.Contains(null) ? null : $"({string.Join(between, all)})";
    }

    private static string? And(IEnumerable<string> expressions)
    {
        var all = expressions.Where(static e => e.Length > 0).ToList();
        return all.Count == 0 ? null : string.Join(" AND ", all);
    }

    /// <summary>A word or phrase of a list: exactly, or as far as it was typed.</summary>
    private static string Term(string term, AskedForms forms) => term.EndsWith('*')
        ? WordColumns.In(MailFields.All, Beginning(term[..^1]))
        : forms.Of(term) is { Count: > 1 } all ? $"({string.Join(" OR ", all.Select(Quote))})" : Quote(term);

    private static string Quote(string phrase) => $"\"{phrase.Replace("\"", "", StringComparison.Ordinal)}\"";

    private static string Field(MailFields fields, string value) =>
        Words.Split(value) is { Count: > 0 } words
            ? WordColumns.In(fields, Beginning(string.Join(' ', words.Select(static w => w.Text))))
            : "";

    /// <summary>The words one after the other, the last one as far as it was typed.</summary>
    private static string Beginning(string words)
    {
        var last = words.LastIndexOf(' ') + 1;
        return string.Join(" OR ", WordBeginning.Alternatives(words[last..])
            .Select(w => $"\"{words[..last]}{w.Word}\"{(w.IsBeginning ? " *" : "")}"));
    }
}
