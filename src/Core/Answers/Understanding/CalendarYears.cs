using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Years by their numbers, and parts of them.</summary>
internal static partial class CalendarYears
{
    public static IEnumerable<DayMention> In(string text)
    {
        foreach (Match match in Year().Matches(text))
        {
            var year = int.Parse(match.Groups["year"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            var part = match.Groups["part"].Value.ToLowerInvariant();
            var ((fromMonth, fromDay), (toMonth, toDay)) = part.Length == 0 ? ((1, 1), (12, 31))
                : part[0] == 'm' ? ((5, 1), (8, 31))
                : part[0] == 'l' || part.StartsWith("en", StringComparison.Ordinal) ? ((9, 15), (12, 31)) : ((1, 1), (4, 15));
            yield return new DayMention(
                new DayRange(new DateOnly(year, fromMonth, fromDay), new DateOnly(year, toMonth, toDay)), match.Index, match.Length,
                IsNamed: true);
        }
    }

    [GeneratedRegex(@"\b(?:(?<part>early|mid|middle\s+of|late|start\s+of|beginning\s+of|end\s+of|anfang|mitte|ende)[\s-]{1,3})?"
        + @"(?:in\s{1,3}(?:the\s{1,3}year\s{1,3})?|im\s{1,3}jahre?\s{1,3})?"
        + @"(?<year>19[789][0-9]|20[0-9]{2})\b(?![.,][0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}
