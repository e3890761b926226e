using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Days that are told from the day on which is spoken: "yesterday", "last Friday", "three weeks ago", "letzten Monat".</summary>
internal static partial class RelativeDays
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Weekday = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri"
        + "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag";

    private const string Count = @"(?<n>[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a\s+few|few|several"
        + @"|some|a\s+couple\s+of|couple\s+of|eine[mnr]?|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|ein\s+paar|paar"
        + @"|einigen|mehreren)";

    private const string Unit = "(?<unit>days?|weeks?|fortnights?|months?|years?|tag(?:en?)?|wochen?|monat(?:en?)?|jahr(?:en?)?)";

    private static readonly string[] Numbers =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly string[] GermanNumbers =
        ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];

    private static readonly string[][] Weekdays =
    [
        ["sun", "sonn"], ["mon"], ["tue", "dien"], ["wed", "mitt"], ["thu", "donn"], ["fri", "frei"], ["sat", "sams", "sonna"],
    ];

    public static IEnumerable<DayMention> In(string text, DateOnly today)
    {
        foreach (Match match in Ago().Matches(text))
            yield return Of(match, Back(today, match.Groups["n"].Value, match.Groups["unit"].Value));
        foreach (Match match in Span().Matches(text))
        {
            var (n, few) = Number(match.Groups["n"].Value);
            var length = (few ? 7 : n) * UnitDays(match.Groups["unit"].Value);
            yield return Of(match, new DayRange(Add(today, -length), today));
        }

        foreach (Match match in BeforeLast().Matches(text))
            yield return Of(match, OfPeriod(today, -2, match.Groups["unit"].Value));
        foreach (Match match in Period().Matches(text))
            yield return Of(match, OfPeriod(today, Step(match.Groups["which"].Value), match.Groups["unit"].Value));
        foreach (Match match in DayOfWeek().Matches(text))
        {
            var name = match.Groups["weekday"].Value.ToLowerInvariant();
            var weekday = Array.FindLastIndex(Weekdays, w => w.Any(name.StartsWith));
            var isNext = match.Groups["which"].Value.ToLowerInvariant() is "next" or "coming" or "nächsten" or "kommenden";
            var back = (((int)today.DayOfWeek - weekday + 6) % 7) + 1;
            var day = Add(today, isNext ? 7 - (back % 7) : -back);
            yield return Of(match, new DayRange(day, day));
        }

        foreach (Match match in Day().Matches(text))
        {
            var first = match.Value.ToLowerInvariant();
            var offset = first.StartsWith("vorgestern", StringComparison.Ordinal) || first.Contains("before", StringComparison.Ordinal) ? -2
                : first is "yesterday" or "last night" or "gestern" ? -1
                : first is "tomorrow" or "morgen" ? 1 : 0;
            yield return Of(match, new DayRange(Add(today, offset), Add(today, offset)));
        }
    }

    private static DayMention Of(Match match, DayRange days) => new(days, match.Index, match.Length, IsNamed: false);

    /// <summary>"Three weeks ago" is not to the day.</summary>
    private static DayRange Back(DateOnly today, string count, string unit)
    {
        var (n, few) = Number(count);
        var size = UnitDays(unit);
        if (few)
            return new DayRange(Add(today, -7 * size), Add(today, -2 * size));
        var slack = size switch { 1 => n > 6 ? 1 : 0, 7 => 3, 14 => 5, 30 => 15, _ => 120 };
        return new DayRange(Add(today, (-n * size) - slack), Add(today, (-n * size) + slack));
    }

    private static int Step(string which) => which.ToLowerInvariant() switch
    {
        "this" or "current" or ['d', 'i', 'e', 's', ..] => 0,
        "next" or "coming" or ['n', 'ä', ..] or ['k', 'o', 'm', 'm', ..] => 1,
        _ => -1,
    };

    private static DayRange OfPeriod(DateOnly today, int step, string unit)
    {
        var monday = Add(today, -(((int)today.DayOfWeek + 6) % 7));
        var quarter = new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1);
        return unit.ToLowerInvariant() switch
        {
            "week" or "woche" => new DayRange(Add(monday, 7 * step), Add(monday, (7 * step) + 6)),
            "weekend" or "wochenende" => today.DayOfWeek is System.DayOfWeek.Sunday && step < 0
                ? new DayRange(Add(monday, -2), Add(monday, -1))
                : new DayRange(Add(monday, (7 * step) + 5), Add(monday, (7 * step) + 6)),
            "quarter" or "quartal" => Months(quarter, 3 * step, 3),
            "year" or "jahr" => Months(new DateOnly(today.Year, 1, 1), 12 * step, 12),
            _ => Months(new DateOnly(today.Year, today.Month, 1), step, 1),
        };
    }

    private static DayRange Months(DateOnly first, int offset, int length) =>
        first.Year is < 5 or > 9990 ? new DayRange(first, first)
            : new DayRange(first.AddMonths(offset), first.AddMonths(offset + length).AddDays(-1));

    private static DateOnly Add(DateOnly day, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    private static (int Number, bool IsFew) Number(string text)
    {
        var word = text.ToLowerInvariant();
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return (number, false);
        if (word is "a" or "an" || word.StartsWith("eine", StringComparison.Ordinal))
            return (1, false);
        if (word.Contains("couple", StringComparison.Ordinal))
            return (2, false);
        var at = Math.Max(Array.IndexOf(Numbers, word), Array.IndexOf(GermanNumbers, word));
        return at >= 0 ? (at + 1, false) : (3, true);
    }

    private static int UnitDays(string unit) => char.ToLowerInvariant(unit[0]) switch
    {
        'd' or 't' => 1,
        'w' => 7,
        'f' => 14,
        'm' => 30,
        _ => 365,
    };

    [GeneratedRegex(@"\b(?:" + Count + @"\s{1,3}" + Unit + @"\s{1,3}(?:ago|before\s+today)|vor\s{1,3}" + Count + @"\s{1,3}" + Unit + @")\b",
        Options)]
    private static partial Regex Ago();

    [GeneratedRegex(@"\b(?:in|over|during|within|for|in\s+den|während\s+der)?\s{0,3}(?:the|die|den|der)?\s{0,3}"
        + @"(?:last|past|previous|letzten|vergangenen|vorigen)\s{1,3}(?:" + Count + @"\s{1,3}" + Unit
        + @"|(?<unit>days|weeks|months|tagen?|wochen|monaten?))\b", Options)]
    private static partial Regex Span();

    [GeneratedRegex(@"\b(?:(?:the\s{1,3})?(?<unit>weekend|week|month|quarter|year)\s{1,3}before\s{1,3}last"
        + @"|(?:in\s{1,3}de[rm]\s{1,3}|im\s{1,3}|am\s{1,3})?vorletzte[mnrs]?\s{1,3}(?<unit>wochenende|woche|monat|quartal|jahr)s?)\b",
        Options)]
    private static partial Regex BeforeLast();

    [GeneratedRegex(@"\b(?<which>this|last|past|previous|next|current|coming|diese[mnrs]?|letzte[mnrs]?|vorige[mnrs]?|vergangene[mnrs]?"
        + @"|nächste[mnrs]?|kommende[mnrs]?)\s{1,3}(?<unit>weekend|week|month|quarter|year|wochenende|woche|monat|quartal"
        + @"|jahr)s?\b", Options)]
    private static partial Regex Period();

    [GeneratedRegex(@"\b(?:(?:on|since|by|until|from|am|seit|bis|vom)\s{1,3}(?:(?<which>last|this|next|coming|past|letzten|diesen"
        + @"|nächsten)"
        + @"\s{1,3})?|(?<which>last|this|next|coming|past|letzten|vorigen|vergangenen|diesen"
        + @"|nächsten|kommenden)\s{1,3})(?<weekday>" + Weekday
        + @")(?:morning|afternoon|evening|vormittag|nachmittag|abend|morgen)?\b", Options)]
    private static partial Regex DayOfWeek();

    [GeneratedRegex(@"\b(?:(?:the\s+)?day\s+before\s+yesterday|yesterday|last\s+night|today|tonight|this\s+(?:morning|afternoon|evening)"
        + @"|tomorrow|vorgestern|gestern|heute|morgen)\b", Options)]
    private static partial Regex Day();
}
