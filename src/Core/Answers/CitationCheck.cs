using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers;

/// <summary>Holds a model's answer to its sources: a sentence without a source that was given to the model is dropped, and the
/// sources are numbered anew in the order they are cited.</summary>
public static partial class CitationCheck
{
    /// <summary>Checks an answer.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="sources">How many sources it was given.</param>
    public static CheckedAnswer Run(string text, int sources)
    {
        var result = new StringBuilder();
        var cited = new List<int>();
        var dropped = 0;
        foreach (Match claim in Claim().Matches(text))
        {
            var sentence = claim.Groups["text"].Value.Trim();
            if (sentence.Length == 0)
                continue;
            var numbers = Number().Matches(claim.Groups["cites"].Value)
                .Select(static m => int.Parse(m.Value, CultureInfo.InvariantCulture)).Where(n => n >= 1 && n <= sources).Distinct().ToList();
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
    public static IReadOnlyList<string> Pieces(string text) => [.. Claim().Matches(text).Select(static m => m.Value)];

    /// <summary>Text up to its citations, which may stand before or behind the full stop; or text without any.</summary>
    [GeneratedRegex(@"(?<text>.*?)\s*(?<cites>(\[\s*\d{1,3}(\s*,\s*\d{1,3})*\s*\]\s*)+[.!?]?)|(?<text>.+)(?<cites>)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Claim();

    [GeneratedRegex(@"\d{1,3}")]
    private static partial Regex Number();
}

/// <summary>An answer that holds to its sources.</summary>
/// <param name="Text">The sentences that cite, numbered anew.</param>
/// <param name="Cited">The sources cited, by the numbers the model was given, in the order of the new numbers.</param>
/// <param name="Dropped">Sentences dropped for want of a source.</param>
public sealed record CheckedAnswer(string Text, IReadOnlyList<int> Cited, int Dropped)
{
    public static readonly CheckedAnswer None = new("", [], 0);
}
