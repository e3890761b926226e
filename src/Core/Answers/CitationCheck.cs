using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers;

/// <summary>Holds a model's answer to its sources: a sentence without a source that was given to the model is dropped, and the
/// sources are renumbered in the order they are cited.</summary>
public static partial class CitationCheck
{
    /// <summary>Checks an answer.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="sources">How many sources it was given.</param>
    /// <param name="clean">Changes what a claim says, by the sources that it cites; one that is empty then is dropped.</param>
    public static CheckedAnswer Check(string text, int sources, Func<string, IReadOnlyList<int>, string>? clean = null)
    {
        var result = new StringBuilder();
        var cited = new List<int>();
        var dropped = 0;
        foreach (var (from, cites, end) in Claims(text))
        {
            var sentence = text[from..cites].Trim();
            if (sentence.Length == 0)
                continue;
            var numbers = Number().Matches(text[cites..end])
                .Select(static m => int.Parse(m.Value, CultureInfo.InvariantCulture)).Where(n => n >= 1 && n <= sources)
                .Distinct().ToList();
            if (numbers.Count > 0 && clean is not null)
                sentence = clean(sentence, numbers).Trim();
            if (numbers.Count == 0 || !sentence.Any(char.IsLetterOrDigit))
            {
                dropped++;
                continue;
            }

            if (result.Length > 0)
                result.Append(' ');
            result.Append(sentence).Append(' ');
            foreach (var number in numbers)
            {
                if (!cited.Contains(number))
                    cited.Add(number);
                result.Append(CultureInfo.InvariantCulture, $"[{cited.IndexOf(number) + 1}]");
            }
        }

        return new CheckedAnswer(result.ToString(), cited, dropped);
    }

    /// <summary>Cuts text that was checked behind each sentence's citations.</summary>
    public static IReadOnlyList<string> Pieces(string text) => [.. Claims(text).Select(c => text[c.From..c.End])];

    /// <summary>Text up to its citations, which may stand before or behind the full stop and have commas between them; or text without
    /// any.</summary>
    private static IEnumerable<(int From, int Cites, int End)> Claims(string text)
    {
        var from = 0;
        for (var citation = Citation().Match(text); citation.Success;)
        {
            var cites = citation.Index;
            int end;
            do
            {
                end = BehindSpace(text, citation.Index + citation.Length);
                citation = citation.NextMatch();
            }
            while (citation.Success && citation.Index == BehindComma(text, end));
            if (end < text.Length && text[end] is '.' or '!' or '?')
                end++;
            yield return (from, cites, end);
            from = end;
        }

        if (from < text.Length)
            yield return (from, text.Length, text.Length);
    }

    private static int BehindComma(string text, int at) =>
        at < text.Length && text[at] is ',' or ';' ? BehindSpace(text, at + 1) : at;

    private static int BehindSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    /// <summary>What <see cref="Compliance.Instructions.PromptMarks"/> leaves in no mail.</summary>
    [GeneratedRegex(@"\[\s{0,9}[0-9]{1,3}(\s{0,3},\s{0,3}[0-9]{1,3}){0,15}\s{0,9}\]", RegexOptions.CultureInvariant)]
    private static partial Regex Citation();

    [GeneratedRegex("[0-9]{1,3}")]
    private static partial Regex Number();
}

/// <summary>An answer that holds to its sources.</summary>
/// <param name="Text">The sentences that cite, renumbered.</param>
/// <param name="Cited">The sources cited, by the numbers the model was given, in the order of the new numbers.</param>
/// <param name="Dropped">Sentences dropped because they cite no source.</param>
public sealed record CheckedAnswer(string Text, IReadOnlyList<int> Cited, int Dropped)
{
    public static readonly CheckedAnswer None = new("", [], 0);
}
