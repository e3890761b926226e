using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Finds the days a question speaks of: "early July 2001", "9 October 2000", "last week", "im März".</summary>
public static partial class TimeExpressions
{
    private static readonly string[][] MonthNames =
    [
        ["january", "jan", "januar"], ["february", "feb", "februar"], ["march", "mar", "märz", "maerz"], ["april", "apr"],
        ["may", "mai"], ["june", "jun", "juni"], ["july", "jul", "juli"], ["august", "aug"], ["september", "sep", "sept"],
        ["october", "oct", "oktober", "okt"], ["november", "nov"], ["december", "dec", "dezember", "dez"],
    ];

    private const string Month = "january|february|march|april|may|june|july|august|september|october|november|december|"
        + "januar|februar|märz|maerz|mai|juni|juli|oktober|dezember|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|okt|nov|dec|dez";

    private const string Part = @"(?<part>early|mid|middle\s+of|late|start\s+of|beginning\s+of|end\s+of|anfang|mitte|ende)[\s-]*";

    /// <summary>The days a question speaks of, or null when it names none.</summary>
    /// <param name="question">The question.</param>
    /// <param name="today">The asker's day, for "yesterday" and months without a year.</param>
    public static DayRange? Find(string question, DateOnly today)
    {
        if (IsoDate().Match(question) is { Success: true } iso
            && DateOnly.TryParseExact(iso.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
            return new DayRange(exact, exact);
        foreach (var regex in (Regex[])[DayMonth(), MonthDay()])
        {
            if (regex.Match(question) is { Success: true } day && DayOf(day, today) is { } range)
                return range;
        }

        if (MonthYear().Match(question) is { Success: true } month)
            return MonthOf(month, Year(month, today, MonthNumber(month)));
        if (Season().Match(question) is { Success: true } season)
            return SeasonOf(season, Year(season, today, 1));
        if (InMonth().Match(question) is { Success: true } bare)
            return MonthOf(bare, Year(bare, today, MonthNumber(bare)));
        if (Relative(question, today) is { } relative)
            return relative;
        if (PlainYear().Match(question) is { Success: true } year)
            return YearOf(year, int.Parse(year.Groups["year"].Value, CultureInfo.InvariantCulture));
        return null;
    }

    private static DayRange? DayOf(Match match, DateOnly today)
    {
        var month = MonthNumber(match);
        var day = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
        var year = Year(match, today, month);
        if (day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var date = new DateOnly(year, month, day);
        return new DayRange(date, date);
    }

    private static DayRange MonthOf(Match match, int year)
    {
        var month = MonthNumber(match);
        var last = DateTime.DaysInMonth(year, month);
        var (from, to) = PartOf(match) switch
        {
            'e' => (1, 11),
            'm' => (10, 21),
            'l' => (20, last),
            _ => (1, last),
        };
        return new DayRange(new DateOnly(year, month, from), new DateOnly(year, month, to));
    }

    private static DayRange SeasonOf(Match match, int year)
    {
        var first = match.Groups["season"].Value.ToLowerInvariant() switch
        {
            "spring" or "frühjahr" or "frühling" => new DateOnly(year, 3, 1),
            "summer" or "sommer" => new DateOnly(year, 6, 1),
            "autumn" or "fall" or "herbst" => new DateOnly(year, 9, 1),
            _ => new DateOnly(year - 1, 12, 1),
        };
        return new DayRange(first, first.AddMonths(3).AddDays(-1));
    }

    private static DayRange YearOf(Match match, int year) => PartOf(match) switch
    {
        'e' => new DayRange(new DateOnly(year, 1, 1), new DateOnly(year, 4, 15)),
        'm' => new DayRange(new DateOnly(year, 5, 1), new DateOnly(year, 8, 31)),
        'l' => new DayRange(new DateOnly(year, 9, 15), new DateOnly(year, 12, 31)),
        _ => new DayRange(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)),
    };

    private static DayRange? Relative(string question, DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var firstOfMonth = new DateOnly(today.Year, today.Month, 1);
        return RelativeDay().Match(question) is not { Success: true } match ? null
            : match.Value.ToLowerInvariant() switch
            {
                "today" or "heute" => new DayRange(today, today),
                "yesterday" or "gestern" => new DayRange(today.AddDays(-1), today.AddDays(-1)),
                "this week" or "diese woche" => new DayRange(monday, today),
                "last week" or "letzte woche" => new DayRange(monday.AddDays(-7), monday.AddDays(-1)),
                "this month" or "diesen monat" => new DayRange(firstOfMonth, today),
                "last month" or "letzten monat" => new DayRange(firstOfMonth.AddMonths(-1), firstOfMonth.AddDays(-1)),
                "this year" or "dieses jahr" => new DayRange(new DateOnly(today.Year, 1, 1), today),
                _ => new DayRange(new DateOnly(today.Year - 1, 1, 1), new DateOnly(today.Year - 1, 12, 31)),
            };
    }

    /// <summary>The year named, else the one in which the month last began.</summary>
    private static int Year(Match match, DateOnly today, int month) =>
        match.Groups["year"] is { Success: true } year ? int.Parse(year.Value, CultureInfo.InvariantCulture)
        : month <= today.Month ? today.Year : today.Year - 1;

    private static int MonthNumber(Match match)
    {
        var name = match.Groups["month"].Value.ToLowerInvariant();
        return Array.FindIndex(MonthNames, names => names.Contains(name)) + 1;
    }

    private static char PartOf(Match match) => match.Groups["part"].Value.ToLowerInvariant() switch
    {
        "" => ' ',
        var p when p.StartsWith("early", StringComparison.Ordinal) || p.StartsWith("start", StringComparison.Ordinal)
            || p.StartsWith("begin", StringComparison.Ordinal) || p == "anfang" => 'e',
        var p when p.StartsWith("mid", StringComparison.Ordinal) || p == "mitte" => 'm',
        _ => 'l',
    };

    [GeneratedRegex(@"\b(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\b")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\b(?<day>[0-9]{1,2})(st|nd|rd|th|\.)?\s+(of\s+)?(?<month>" + Month
        + @")\b\.?,?(\s+(?<year>(19|20)[0-9]{2}))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\b(?<month>" + Month + @")\b\.?\s+(?<day>[0-9]{1,2})(st|nd|rd|th)?\b(?!\d)(,?\s+(?<year>(19|20)[0-9]{2}))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b(" + Part + @")?(?<month>" + Month
        + @")\b\.?,?\s+(of\s+)?(?<year>(19|20)[0-9]{2})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"\b(?<season>spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst)\s+(of\s+)?(?<year>(19|20)[0-9]{2})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Season();

    // "may" and "march" are also verbs: without a year a month needs a word before it that says it is one.
    [GeneratedRegex(@"\b(in|since|during|by|im|" + Part + @"|last|letzten)\s*(?<month>" + Month
        + @")\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InMonth();

    [GeneratedRegex(
        @"\b(today|yesterday|this week|last week|this month|last month|this year|last year|heute|gestern|diese woche|letzte woche"
            + @"|diesen monat|letzten monat|dieses jahr|letztes jahr)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RelativeDay();

    [GeneratedRegex(@"\b(" + Part
        + @")?(in\s+)?(?<year>(19[789][0-9]|20[0-9]{2}))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PlainYear();
}
