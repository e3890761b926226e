using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Replies;

/// <summary>Numbers of 10 to 100 that a text has in words, English and German, and hours behind noon: somebody who retells it may write
/// digits.</summary>
internal static partial class SpokenFigures
{
    private static readonly string[] Ones =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben",
            "acht", "neun"];

    private static readonly Dictionary<string, int> Values = Numbered(
        (10, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
        (10, "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"),
        (12, "dozen"), (12, "dutzend"), (100, "hundred"), (100, "hundert")).Concat(Tens(
            "twenty thirty forty fifty sixty seventy eighty ninety", "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The numbers, in digits.</summary>
    public static IEnumerable<string> In(string text)
    {
        foreach (Match match in Word().Matches(text))
        {
            var ones = Array.FindIndex(Ones, o => o.Equals(match.Groups["ones"].Value, StringComparison.OrdinalIgnoreCase));
            yield return Digits(Values[match.Groups["value"].Value] + (ones < 0 ? 0 : (ones % 9) + 1));
        }

        foreach (Match match in Afternoon().Matches(text))
            yield return Digits(int.Parse(match.Groups["hour"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) + 12);
    }

    /// <summary>Words for numbers that follow each other.</summary>
    private static List<KeyValuePair<string, int>> Numbered(params ReadOnlySpan<(int First, string Words)> runs)
    {
        var all = new List<KeyValuePair<string, int>>();
        foreach (var (first, words) in runs)
            all.AddRange(words.Split(' ').Select((word, i) => KeyValuePair.Create(word, first + i)));
        return all;
    }

    private static IEnumerable<KeyValuePair<string, int>> Tens(params string[] runs) =>
        runs.SelectMany(static words => words.Split(' ').Select(static (word, i) => KeyValuePair.Create(word, 10 * (i + 2))));

    private static string Digits(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\b(?:(?<ones>ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?<value>(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
        + @"|(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|dreißig"
        + @"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|dozen|hundred"
        + @"|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|dutzend|hundert)"
        + @"(?:[- ](?<ones>one|two|three|four|five|six|seven|eight|nine)\b|\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?<hour>[1-9]|1[01])(?:[:.][0-5][0-9])?\s?p\.?m\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Afternoon();
}
