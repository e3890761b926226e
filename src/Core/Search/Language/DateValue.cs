using System.Globalization;
using System.Text.RegularExpressions;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search.Language;

/// <summary>Reads the days that a date names: <c>2026-11-18</c>, <c>18.11.2026</c>, <c>11/18/2026</c>, <c>18 Nov 2026</c>,
/// <c>2026-03</c>, <c>last week</c>, in English and German. Of three numbers the first is the year when it has four digits; with dots or
/// hyphens the day comes first, with slashes the month, unless only the other way round makes a date.</summary>
internal static partial class DateValue
{
    private static readonly Dictionary<string, int> MonthNames = Names(
        first: 1,
        "january jan januar janner|february feb februar|march mar marz maerz|april apr|may mai|june jun juni|july jul juli|august aug|"
        + "september sep sept|october oct oktober okt|november nov|december dec dezember dez");

    private static readonly Dictionary<string, int> DayNames = Names(
        first: 0,
        "sunday sun sonntag|monday mon montag|tuesday tue tues dienstag|wednesday wed mittwoch|thursday thu thur thurs donnerstag|"
        + "friday fri freitag|saturday sat samstag");

    private static readonly HashSet<string> Last = ["last", "previous", "past", "letzte", "letzter", "letztes", "letzten", "vorige"];
    private static readonly HashSet<string> This = ["this", "current", "diese", "dieser", "dieses", "diesen"];
    private static readonly HashSet<string> Next = ["next", "nachste", "nachster", "nachstes", "nachsten"];

    /// <summary>Reads a date.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="today">For "yesterday", and for days without a year.</param>
    /// <returns>The days, and whether month and day could have been meant the other way round; null when it is no date.</returns>
    public static (DayRange Days, bool IsAmbiguous)? Read(string text, DateOnly today)
    {
        // What is no date is not searched through for one.
        if (text.Length > 40)
            return null;
        try
        {
            return Numbers(text.Trim(), today) is { } numbers ? numbers : Named(text, today) is { } days ? (days, false) : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            // Before the year 1 or after 9999.
            return null;
        }
    }

    /// <summary>A day as one of the forms it is read in.</summary>
    public static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day in words that cannot be read in two ways.</summary>
    public static string Spell(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static (DayRange, bool)? Numbers(string text, DateOnly today)
    {
        if (NumberForm().Match(text) is not { Success: true } match)
            return null;
        var separator = match.Groups["separator"].Value;
        var parts = match.Groups["n"].Captures.Select(static c => (Text: c.Value, Number: Number(c.Value))).ToList();
        return parts switch
        {
            [{ Text.Length: 8 } all] => Day(all.Number / 10_000, all.Number / 100 % 100, all.Number % 100),
            [{ Text.Length: 4 } year] => year.Number > 0 ? (Year(year.Number), false) : null,
            [{ Text.Length: 4 } year, { Text.Length: <= 2 } month] => Month(year.Number, month.Number) is { } days ? (days, false) : null,
            [{ Text.Length: <= 2 } month, { Text.Length: 4 } year] => Month(year.Number, month.Number) is { } days ? (days, false) : null,
            [{ Text.Length: <= 2 } one, { Text.Length: <= 2 } two] when separator is "." or "/" =>
                Swappable(one.Number, two.Number, null, separator, today),
            [{ Text.Length: 4 } year, { Text.Length: <= 2 } month, { Text.Length: <= 2 } day] => Day(year.Number, month.Number, day.Number),
            [{ Text.Length: <= 2 } one, { Text.Length: <= 2 } two, { Text.Length: 4 or 2 } year] =>
                Swappable(one.Number, two.Number, Century(year.Text), separator, today),
            _ => null,
        };
    }

    private static (DayRange, bool)? Swappable(int one, int two, int? year, string separator, DateOnly today)
    {
        var (day, month) = separator == "/" ? (two, one) : (one, two);
        if (month > 12)
            (day, month) = (month, day);
        if (month is < 1 or > 12 || day is < 1 or > 31)
            return null;
        var read = Day(year ?? LastYear(month, day, today), month, day);
        return read is null ? null : (read.Value.Item1, separator != "." && day <= 12 && day != month);
    }

    private static DayRange? Named(string text, DateOnly today)
    {
        var words = Words.Split(text).Select(static w => w.Text)
            .Where(static w => w is not ("of" or "the" or "in" or "am" or "im" or "den")).ToList();
        return Relative(words, today) ?? Quarter(words) ?? Written(words, today);
    }

    private static DayRange? Written(List<string> words, DateOnly today)
    {
        int? day = null, month = null, year = null;
        foreach (var word in words)
        {
            if (month is null && MonthNames.TryGetValue(word, out var name))
                month = name;
            else if (DayNames.ContainsKey(word))
                continue;
            else if (year is null && word.Length == 4 && word.All(char.IsAsciiDigit))
                year = Number(word);
            else if (day is null && DayForm().Match(word) is { Success: true } number)
                day = Number(number.Groups[1].Value);
            else if (year is null && day is not null && word.Length == 2 && word.All(char.IsAsciiDigit))
                year = Century(word);
            else
                return null;
        }

        if (month is null)
            return null;
        return day is null
            ? Month(year ?? LastYear(month.Value, 1, today), month.Value)
            : Day(year ?? LastYear(month.Value, day.Value, today), month.Value, day.Value)?.Item1;
    }

    private static DayRange? Relative(List<string> words, DateOnly today) => words switch
    {
        ["today" or "heute"] => One(today),
        ["yesterday" or "gestern"] => One(today.AddDays(-1)),
        ["vorgestern"] => One(today.AddDays(-2)),
        ["tomorrow" or "morgen"] => One(today.AddDays(1)),
        [var name] when DayNames.TryGetValue(name, out var day) => One(LastWeekday(day, today)),
        [var last, var name] when Last.Contains(last) && DayNames.TryGetValue(name, out var day) => One(LastWeekday(day, today)),
        [var last, var name] when Last.Contains(last) && MonthNames.TryGetValue(name, out var month) =>
            Month(month < today.Month ? today.Year : today.Year - 1, month),
        [var which, var unit] when Step(which) is { } step => Unit(unit, step, today),
        [var last, var count, var unit] when Last.Contains(last) && Count(count) is { } number && Back(unit, number, today) is { } first =>
            new DayRange(first.AddDays(1), today),
        [var count, var unit, "ago"] when Count(count) is { } number && Back(unit, number, today) is { } day => One(day),
        ["vor", var count, var unit] when Count(count) is { } number && Back(unit, number, today) is { } day => One(day),
        _ => null,
    };

    private static DayRange? Quarter(List<string> words) => string.Join(' ', words) is var text
        && QuarterForm().Match(text) is { Success: true } match
        ? new DayRange(
            new DateOnly(Number(match.Groups["year"].Value), (Number(match.Groups["quarter"].Value) * 3) - 2, 1),
            new DateOnly(Number(match.Groups["year"].Value), (Number(match.Groups["quarter"].Value) * 3) - 2, 1).AddMonths(3).AddDays(-1))
        : null;

    private static int? Step(string word) => This.Contains(word) ? 0 : Last.Contains(word) ? -1 : Next.Contains(word) ? 1 : null;

    private static DayRange? Unit(string unit, int step, DateOnly today)
    {
        switch (unit)
        {
            case "week" or "woche":
                var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7)).AddDays(7 * step);
                return new DayRange(monday, monday.AddDays(6));
            case "month" or "monat":
                var month = new DateOnly(today.Year, today.Month, 1).AddMonths(step);
                return new DayRange(month, month.AddMonths(1).AddDays(-1));
            case "quarter" or "quartal":
                var quarter = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddMonths(3 * step);
                return new DayRange(quarter, quarter.AddMonths(3).AddDays(-1));
            case "year" or "jahr":
                return Year(today.Year + step);
            default:
                return null;
        }
    }

    private static DateOnly? Back(string unit, int count, DateOnly today) => unit switch
    {
        "day" or "days" or "tag" or "tage" or "tagen" => today.AddDays(-count),
        "week" or "weeks" or "woche" or "wochen" => today.AddDays(-7 * count),
        "month" or "months" or "monat" or "monate" or "monaten" => today.AddMonths(-count),
        "year" or "years" or "jahr" or "jahre" or "jahren" => today.AddYears(-count),
        _ => null,
    };

    private static int? Count(string word) => word is "a" or "an" or "one" or "einem" or "einer" ? 1
        : word.Length <= 4 && word.All(char.IsAsciiDigit) ? Number(word) : null;

    private static DateOnly LastWeekday(int day, DateOnly today)
    {
        var back = ((int)today.DayOfWeek - day + 7) % 7;
        return today.AddDays(back == 0 ? -7 : -back);
    }

    /// <summary>The year in which this day was last.</summary>
    private static int LastYear(int month, int day, DateOnly today)
    {
        var year = month < today.Month || (month == today.Month && day <= today.Day) ? today.Year : today.Year - 1;
        while (month == 2 && day == 29 && year > 4 && !DateTime.IsLeapYear(year))
            year--;
        return year;
    }

    private static int Century(string year) => Number(year) is var number && year.Length > 2 ? number : number >= 70 ? 1900 + number
        : 2000 + number;

    private static DayRange One(DateOnly day) => new(day, day);

    private static DayRange Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    private static DayRange? Month(int year, int month) => month is >= 1 and <= 12 && year > 0
        ? new DayRange(new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)))
        : null;

    private static (DayRange, bool)? Day(int year, int month, int day) =>
        year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? (One(new DateOnly(year, month, day)), false)
            : null;

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Dictionary<string, int> Names(int first, string lists) => lists.Split('|')
        .SelectMany((names, i) => names.Split(' ').Select(n => (Name: n, Number: i + first)))
        .ToDictionary(static p => p.Name, static p => p.Number);

    [GeneratedRegex(@"^(?<n>[0-9]{1,4})(?:(?<separator>[-/.])(?<n>[0-9]{1,4})(?:\k<separator>(?<n>[0-9]{1,4}))?)?\.?$|^(?<n>[0-9]{8})$",
        RegexOptions.CultureInvariant)]
    private static partial Regex NumberForm();

    [GeneratedRegex("^([0-9]{1,2})(?:st|nd|rd|th)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DayForm();

    [GeneratedRegex("^(?:q(?<quarter>[1-4]) (?<year>[0-9]{4})|(?<year>[0-9]{4}) ?q(?<quarter>[1-4]))$", RegexOptions.CultureInvariant)]
    private static partial Regex QuarterForm();
}
