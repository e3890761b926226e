using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Mail.Parsing.Calendar;

/// <summary>Tells when an event is (RFC 5545, 3.3.4 and 3.3.5), in the zone it was made in.</summary>
internal static partial class CalendarTime
{
    private const string Day = "dddd d MMMM yyyy", Time = "HH:mm";

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>From when to when; empty when that cannot be read.</summary>
    public static string Tell(CalendarLine? start, CalendarLine? end, CalendarLine? duration)
    {
        if (start is null || Parse(start.Value) is not { } from)
            return "";
        var to = end is null ? null : Parse(end.Value);
        var (zone, endZone) = (Zone(start), Zone(to is null ? start : end!));
        if (to is null && duration is not null && Length(duration.Value) is var length && length <= DateTime.MaxValue - from.Time)
            to = (from.Time + length, from.IsDay);
        if (from.IsDay)
        {
            var last = to is { } until && until.Time - from.Time > OneDay ? $" to {Format(until.Time - OneDay, Day)}" : "";
            return $"{Format(from.Time, Day)}{last} (all day)";
        }

        var begin = $"{Format(from.Time, Day)}, {Format(from.Time, Time)}";
        if (to is not { } at || (at.Time == from.Time && endZone == zone))
            return begin + zone;
        var ending = at.Time.Date == from.Time.Date ? Format(at.Time, Time) : $"{Format(at.Time, Day)}, {Format(at.Time, Time)}";
        return $"{begin}{(endZone == zone ? "" : zone)} to {ending}{endZone}";
    }

    /// <summary>A day such as 4 August 2026; empty when that cannot be read.</summary>
    public static string TellDay(string value) => Parse(value) is { } day ? Format(day.Time, "d MMMM yyyy") : "";

    private static string Zone(CalendarLine line)
    {
        if (line.Value.TrimEnd().EndsWith('Z'))
            return " (UTC)";
        var zone = line.Parameters.GetValueOrDefault("TZID", "").Trim();

        // "/freeassociation.sourceforge.net/Europe/Berlin"
        if (zone.StartsWith('/') && zone.Split('/') is { Length: > 3 } parts)
            zone = string.Join('/', parts[^2..]);
        return zone.Length > 0 ? $" ({zone})" : "";
    }

    private static (DateTime Time, bool IsDay)? Parse(string value)
    {
        var text = value.Trim().TrimEnd('Z');
        if (DateTime.TryParseExact(text, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return (time, false);
        return DateTime.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, true)
            : null;
    }

    private static TimeSpan Length(string value)
    {
        var match = Duration().Match(value.Trim());
        return match.Success
            ? new TimeSpan((Number("w") * 7) + Number("d"), Number("h"), Number("m"), Number("s"))
            : TimeSpan.Zero;

        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
    }

    private static string Format(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A\+?P(?:(?<w>[0-9]{1,4})W)?(?:(?<d>[0-9]{1,4})D)?(?:T(?:(?<h>[0-9]{1,4})H)?(?:(?<m>[0-9]{1,4})M)?(?:(?<s>[0-9]{1,6})S)?)?\z",
            RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
