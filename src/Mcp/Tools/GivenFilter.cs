using System.Globalization;
using InboxMind.Core.Text;

namespace InboxMind.Mcp.Tools;

/// <summary>Reads the conditions that are given apart from a query.</summary>
internal static class GivenFilter
{
    /// <exception cref="RefusedCallException">One cannot be read.</exception>
    public static MailFilter Read(
        TimeZoneInfo zone, string? from = null, string? to = null, string? after = null, string? before = null, string? folder = null) =>
        new()
        {
            From = Condition(nameof(from), from),
            To = Condition(nameof(to), to),
            Folders = string.IsNullOrWhiteSpace(folder) ? [] : [Short(nameof(folder), folder)],
            Since = Time(nameof(after), after, zone),
            Until = Time(nameof(before), before, zone),
        };

    /// <summary>Reads a day, or a time with its offset; null when none is given.</summary>
    public static DateTimeOffset? Time(string name, string? value, TimeZoneInfo zone)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (string.IsNullOrWhiteSpace(value))
            return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var day))
            return LocalDay.StartOf(day, zone);
        return value.Length is > 10 and <= 64 && value[10] is 'T' or 't'
            && DateTimeOffset.TryParse(value, invariant, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw new RefusedCallException($"{name} takes a day such as 2026-01-31.");
    }

    private static string[] Condition(string name, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return [];
        return Words.Split(Short(name, value)).Count > 0 ? [value] : throw new RefusedCallException($"{name} takes a name or an address.");
    }

    private static string Short(string name, string value) => value.Length <= MailFilter.MaxLength
        ? value
        : throw new RefusedCallException($"{name} takes at most {MailFilter.MaxLength} characters.");
}
