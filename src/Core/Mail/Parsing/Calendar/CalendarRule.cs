namespace InboxMind.Core.Mail.Parsing.Calendar;

/// <summary>Tells how often an event repeats (RFC 5545, 3.3.10).</summary>
internal static class CalendarRule
{
    /// <summary>The rule in words; empty when there is none that can be read.</summary>
    public static string Tell(string? rule)
    {
        if (rule is null)
            return "";
        var parts = rule.Split(';').Select(static p => p.Split('=', 2)).Where(static p => p.Length == 2)
            .GroupBy(static p => p[0].Trim().ToUpperInvariant()).ToDictionary(static g => g.Key, static g => g.First()[1].Trim());
        var unit = parts.GetValueOrDefault("FREQ", "").ToUpperInvariant() switch
        {
            "HOURLY" => "hour",
            "DAILY" => "day",
            "WEEKLY" => "week",
            "MONTHLY" => "month",
            "YEARLY" => "year",
            _ => "",
        };
        if (unit.Length == 0)
            return "";
        var every = int.TryParse(parts.GetValueOrDefault("INTERVAL"), out var interval) && interval > 1 ? $"every {interval} {unit}s"
            : $"every {unit}";
        var days = string.Join(", ", parts.GetValueOrDefault("BYDAY", "").Split(',').Select(Day).Where(static d => d.Length > 0));
        var on = days.Length > 0 ? $" on {days}" : parts.TryGetValue("BYMONTHDAY", out var monthDay) ? $" on day {monthDay}" : "";
        var end = parts.TryGetValue("COUNT", out var count) ? $", {count} times"
            : parts.TryGetValue("UNTIL", out var until) && CalendarTime.TellDay(until) is { Length: > 0 } day ? $", until {day}" : "";
        return $"{every}{on}{end}";
    }

    /// <summary>MO is Monday, 2TU the second Tuesday, -1FR the last Friday.</summary>
    private static string Day(string value)
    {
        var text = value.Trim().ToUpperInvariant();
        if (text.Length < 2)
            return "";
        var day = text[^2..] switch
        {
            "MO" => "Monday",
            "TU" => "Tuesday",
            "WE" => "Wednesday",
            "TH" => "Thursday",
            "FR" => "Friday",
            "SA" => "Saturday",
            "SU" => "Sunday",
            _ => "",
        };
        return day.Length == 0 ? "" : text[..^2].TrimStart('+') switch
        {
            "" => day,
            "1" => $"the first {day}",
            "2" => $"the second {day}",
            "3" => $"the third {day}",
            "4" => $"the fourth {day}",
            "-1" => $"the last {day}",
            var other => $"{day} ({other})",
        };
    }
}
