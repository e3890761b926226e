using System.Collections.Frozen;
using System.Globalization;

namespace InboxMind.Core.Text.Passages;

/// <summary>Names of months and days in the languages that introductions of quotations are read in.</summary>
public static class Months
{
    private static readonly string[] Languages =
    [
        "en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "ru", "uk", "el", "tr", "ca",
        "bg", "hr", "sl", "lt", "lv", "et", "is",
    ];

    private static readonly FrozenSet<string> MonthNames = All(static f => [
        .. f.MonthNames, .. f.AbbreviatedMonthNames, .. f.MonthGenitiveNames, .. f.AbbreviatedMonthGenitiveNames]);

    private static readonly FrozenSet<string> DayNames = All(static f => [.. f.DayNames, .. f.AbbreviatedDayNames]);

    /// <summary>Whether a word is the name of a month, or short for one.</summary>
    public static bool IsMonth(string word) => MonthNames.Contains(word);

    /// <summary>Whether a word is the name of a day of the week, or short for one.</summary>
    public static bool IsDay(string word) => DayNames.Contains(word);

    private static FrozenSet<string> All(Func<DateTimeFormatInfo, IEnumerable<string>> names) =>
        Languages.SelectMany(l => names(CultureInfo.GetCultureInfo(l).DateTimeFormat))
            .SelectMany(static n => new[] { n, n.TrimEnd('.') })
            .Where(static n => n.Length > 1)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
