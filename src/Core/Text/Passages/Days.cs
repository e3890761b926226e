using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>The day that the date of an introduction names.</summary>
internal static partial class Days
{
    /// <summary>Reads a day.</summary>
    /// <param name="date">The words of a date in any usual form, with or without a time.</param>
    /// <param name="language">The language of the words around it.</param>
    /// <returns>Null when no day, or more than one, can be meant.</returns>
    public static DateOnly? Read(string date, string language)
    {
        if (Numbers().Match(date) is { Success: true } iso)
            return Day(iso.Groups[1].Value, iso.Groups[2].Value, iso.Groups[3].Value);
        if (Short().Match(date) is { Success: true } three)
            return Numeric(three, language);
        var month = 0;
        foreach (var word in Word().Matches(date).Select(static w => w.Value))
        {
            if (month == 0)
                month = Month(word, language);
        }

        if (month == 0)
            return null;
        string? day = null, year = null;
        foreach (var number in Number().Matches(date).Select(static n => n.Value))
        {
            if (number.Length == 4)
                year ??= number;
            else
                day ??= number;
        }

        return day is null || year is null ? null : Day(year, month.ToString(CultureInfo.InvariantCulture), day);
    }

    /// <summary>Where the first two numbers can be read both ways, English means the American order unless dots or dashes separate
    /// them.</summary>
    private static DateOnly? Numeric(Match three, string language)
    {
        var (a, b, year) = (three.Groups[1].Value, three.Groups[3].Value, three.Groups[4].Value);
        if (year.Length == 2)
            year = (int.Parse(year, CultureInfo.InvariantCulture) > 69 ? "19" : "20") + year;
        var monthFirst = language == "en" && three.Groups[2].Value == "/";
        return (monthFirst ? Day(year, a, b) : Day(year, b, a)) ?? (monthFirst ? Day(year, b, a) : Day(year, a, b));
    }

    private static DateOnly? Day(string year, string month, string day) =>
        DateOnly.TryParseExact($"{year}-{month}-{day}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? read : null;

    private static int Month(string word, string language)
    {
        foreach (
            var culture in new[] { language, "en", "de", "fr", "es", "it", "pt", "nl", "da", "pl", "cs", "ru", "tr", "fi", "hu", "ro" })
        {
            var format = CultureInfo.GetCultureInfo(culture).DateTimeFormat;
            for (var m = 0; m < 12; m++)
            {
                if (Is(format.MonthNames[m]) || Is(format.AbbreviatedMonthNames[m]) || Is(format.MonthGenitiveNames[m])
                    || Is(format.AbbreviatedMonthGenitiveNames[m]))
                    return m + 1;
            }
        }

        return 0;

        bool Is(string name) => name.Length > 1 && string.Equals(name.TrimEnd('.'), word, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(
        @"(?<![0-9])([0-9]{4})\s?[-/.年년]\s?([0-9]{1,2})\s?[-/.月월]\s?([0-9]{1,2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?<![0-9])([0-9]{1,2})([./-])\s?([0-9]{1,2})[./-]\s?([0-9]{4}|[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Short();

    [GeneratedRegex(@"\p{L}{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![0-9:.])(?:[0-9]{4}|[0-9]{1,2})(?![0-9:])(?!\.[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
