using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Days that are named by the calendar: dates, months, quarters and seasons.</summary>
internal static partial class CalendarDays
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Month = @"(?<month>" + MonthNames.Pattern + @")\b\.?";

    private const string Year = @"(?:,?\s{1,3}(?:of\s)?(?<year>(?:19|20)[0-9]{2})\b(?!\.[0-9]))?";

    private const string Part =
        @"(?:(?<part>early|mid|middle\s+of|late|start\s+of|beginning\s+of|end\s+of|anfang|mitte|ende)[\s-]{1,3}(?:the\s|des\s)?)";

    /// <param name="text">The text.</param>
    /// <param name="day">Days without a year are counted from it.</param>
    /// <param name="isPast">Whether a day without a year is the last one such before; else the nearest.</param>
    public static IEnumerable<DayMention> In(string text, DateOnly day, bool isPast)
    {
        foreach (Match match in YearFirst().Matches(text))
        {
            if (Date(Number(match, "year"), Number(match, "m"), Number(match, "day")) is { } date)
                yield return Of(match, new DayRange(date, date));
        }

        foreach (Match match in Numbers().Matches(text))
        {
            foreach (var mention in Numeric(match, day, isPast))
                yield return mention;
        }

        foreach (var regex in (Regex[])[FromTo(), MonthFromTo(), DayMonth(), MonthDay()])
        {
            foreach (Match match in regex.Matches(text))
            {
                if (Named(match, day, isPast) is { } range)
                    yield return Of(match, range);
            }
        }

        foreach (Match match in WholeMonth().Matches(text))
        {
            var month = MonthNames.Number(match.Groups["month"].Value);
            var isYearless = !match.Groups["year"].Success;
            var year = isYearless ? Assumed(day, month, 1, isPast) : Number(match, "year");
            yield return Of(match, OfMonth(match.Groups["part"].Value, year, month) with { IsYearless = isYearless });
        }

        foreach (Match match in Quarter().Matches(text))
        {
            var first = new DateOnly(Number(match, "year"), (3 * (QuarterNumber(match.Groups["q"].Value) - 1)) + 1, 1);
            yield return Of(match, new DayRange(first, first.AddMonths(3).AddDays(-1)));
        }

        foreach (Match match in Season().Matches(text))
        {
            var month = FirstMonth(match.Groups["season"].Value);
            var isYearless = !match.Groups["year"].Success;
            var year = isYearless ? Assumed(day, month, 1, isPast) + (month == 12 ? 1 : 0) : Number(match, "year");
            var first = new DateOnly(month == 12 ? year - 1 : year, month, 1);
            yield return Of(match, new DayRange(first, first.AddMonths(3).AddDays(-1)) { IsYearless = isYearless });
        }
    }

    private static DayMention Of(Match match, DayRange days) => new(days, match.Index, match.Length, IsNamed: true);

    /// <summary>18.11.2026, 18.11., 11/18/2026, 18-11-26: with points the day stands first; else either, when both can be.</summary>
    private static IEnumerable<DayMention> Numeric(Match match, DateOnly day, bool isPast)
    {
        var (first, second, hasYear) = (Number(match, "a"), Number(match, "b"), match.Groups["year"].Success);
        var isPoint = match.Groups["sep"].Value == ".";
        (int Day, int Month)[] readings = isPoint || first > 12 ? [(first, second)]
            : second > 12 || first == second ? [(second, first)] : [(second, first), (first, second)];
        foreach (var (d, m) in readings)
        {
            if (m is < 1 or > 12)
                continue;
            var year = hasYear ? Number(match, "year") : Assumed(day, m, d, isPast);
            if (Date(year < 100 ? year + (year < 70 ? 2000 : 1900) : year, m, d) is { } date)
                yield return Of(match, new DayRange(date, date) { IsYearless = !hasYear });
        }
    }

    private static DayRange? Named(Match match, DateOnly day, bool isPast)
    {
        var (month, first) = (MonthNames.Number(match.Groups["month"].Value), Number(match, "day"));
        var last = match.Groups["to"].Success ? Number(match, "to") : first;
        var isYearless = !match.Groups["year"].Success;
        var year = isYearless ? Assumed(day, month, first, isPast) : Number(match, "year");
        return Date(year, month, first) is { } from && Date(year, month, last) is { } to && from <= to
            ? new DayRange(from, to) { IsYearless = isYearless }
            : null;
    }

    private static DayRange OfMonth(string part, int year, int month)
    {
        var end = DateTime.DaysInMonth(year, month);
        var (from, to) = (part.Length == 0 ? ' ' : char.ToLowerInvariant(part[0])) switch
        {
            's' or 'b' or 'a' => (1, 11),
            'm' => (10, 21),
            'l' => (20, end),
            'e' when part.StartsWith("ea", StringComparison.OrdinalIgnoreCase) => (1, 11),
            'e' => (20, end),
            _ => (1, end),
        };
        return new DayRange(new DateOnly(year, month, from), new DateOnly(year, month, to));
    }

    /// <summary>The year in which such a day last came, or came or comes nearest.</summary>
    private static int Assumed(DateOnly day, int month, int dayOfMonth, bool isPast)
    {
        if (isPast)
            return month < day.Month || (month == day.Month && dayOfMonth <= day.Day) ? day.Year : day.Year - 1;
        var distance = ((month - day.Month) * 30) + dayOfMonth - day.Day;
        return Math.Clamp(day.Year + (distance > 182 ? -1 : distance < -182 ? 1 : 0), 2, 9998);
    }

    private static DateOnly? Date(int year, int month, int day) =>
        year is >= 1 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int QuarterNumber(string text) => text.ToLowerInvariant() switch
    {
        "first" or "erste" or "ersten" => 1,
        "second" or "zweite" or "zweiten" => 2,
        "third" or "dritte" or "dritten" => 3,
        "fourth" or "last" or "vierte" or "vierten" => 4,
        var digit => digit[0] - '0',
    };

    private static int FirstMonth(string season) => season.ToLowerInvariant() switch
    {
        "spring" or "frühjahr" or "frühling" => 3,
        "summer" or "sommer" => 6,
        "autumn" or "fall" or "herbst" => 9,
        _ => 12,
    };

    [GeneratedRegex(@"\b(?<year>(?:19|20)[0-9]{2})[-/](?<m>[0-9]{1,2})[-/](?<day>[0-9]{1,2})\b")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<![0-9./-])(?<a>[0-9]{1,2})(?:(?<sep>[/-])(?<b>[0-9]{1,2})[/-](?<year>(?:19|20)?[0-9]{2})"
        + @"|(?<sep>\.)\s?(?<b>[0-9]{1,2})\.\s?(?<year>(?:19|20)[0-9]{2}|[0-9]{2}(?=[\s?!,;)]|\z))?|(?<sep>/)(?<b>[0-9]{1,2}))(?![0-9/-])")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\b(?<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?\s?(?:-|–|to|until|till|and|bis|und)\s?(?:the\s|zum\s)?(?<to>[0-9]{1,2})"
        + @"(?:st|nd|rd|th|\.)?\s{1,3}(?:of\s)?" + Month + Year, Options)]
    private static partial Regex FromTo();

    [GeneratedRegex(@"\b" + Month + @"\s{1,3}(?:the\s)?(?<day>[0-9]{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to|until|till|and)\s?(?:the\s)?"
        + @"(?<to>[0-9]{1,2})(?:st|nd|rd|th)?\b" + Year, Options)]
    private static partial Regex MonthFromTo();

    [GeneratedRegex(@"\b(?<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?\s{1,3}(?:of\s)?" + Month + Year, Options)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\b" + Month + @"\s{1,3}(?:the\s)?(?<day>[0-9]{1,2})(?:st|nd|rd|th)?\b(?![0-9:])" + Year, Options)]
    private static partial Regex MonthDay();

    // "may" and "march" are also verbs: without a year a month needs a word before it that says it is one.
    [GeneratedRegex(@"\b(?:" + Part + @"?(?<month>" + MonthNames.Pattern + @")\b\.?,?\s{1,3}(?:of\s)?(?<year>(?:19|20)[0-9]{2})\b"
        + @"|(?:" + Part + @"|(?:in|since|during|by|until|throughout|for|of|last|this|im|seit|bis|ab|letzten|diesen|vom)\s{1,3})(?<month>"
        + MonthNames.Pattern + @")\b(?!\.?,?\s{1,3}(?:of\s)?(?:19|20)[0-9]{2}\b))", Options)]
    private static partial Regex WholeMonth();

    [GeneratedRegex(@"\b(?:q(?<q>[1-4])|(?:the\s)?(?<q>first|second|third|fourth|last)\s{1,3}quarter|(?<q>[1-4])\.\s?quartal"
        + @"|(?<q>erste|zweite|dritte|vierte)n?\s{1,3}quartal)[\s/]{1,3}(?:of\s)?(?<year>(?:19|20)[0-9]{2})\b", Options)]
    private static partial Regex Quarter();

    [GeneratedRegex(@"\b(?:(?<season>spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst)\s{1,3}(?:of\s)?"
        + @"(?<year>(?:19|20)[0-9]{2})|(?:in|during|last|this|the|im|letzten|letztes|diesen|dieses)\s{1,3}(?:the\s)?"
        + @"(?<season>spring|summer|autumn|winter|frühjahr|frühling|sommer|herbst)\b(?!\s{1,3}(?:of\s)?(?:19|20)[0-9]{2}))\b", Options)]
    private static partial Regex Season();
}
