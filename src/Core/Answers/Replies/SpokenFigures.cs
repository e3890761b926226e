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

    private static readonly Dictionary<string, int> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16,
        ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19, ["dozen"] = 12, ["hundred"] = 100,
        ["zehn"] = 10, ["elf"] = 11, ["zwölf"] = 12, ["dreizehn"] = 13, ["vierzehn"] = 14, ["fünfzehn"] = 15, ["sechzehn"] = 16,
        ["siebzehn"] = 17, ["achtzehn"] = 18, ["neunzehn"] = 19, ["dutzend"] = 12, ["hundert"] = 100,
        ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80,
        ["ninety"] = 90, ["zwanzig"] = 20, ["dreißig"] = 30, ["vierzig"] = 40, ["fünfzig"] = 50, ["sechzig"] = 60, ["siebzig"] = 70,
        ["achtzig"] = 80, ["neunzig"] = 90,
    };

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
