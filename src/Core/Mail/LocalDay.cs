namespace InboxMind.Core.Mail;

/// <summary>Days of a time zone.</summary>
public static class LocalDay
{
    /// <summary>The moment a day begins in a zone, in UTC. Where midnight does not exist (clocks go forward then), the first
    /// moment that does.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        for (var minutes = 0; zone.IsInvalidTime(local) && minutes < 24 * 60; minutes += 15)
            local = local.AddMinutes(15);

        // Where midnight happens twice, the day begins at the first of them: the one with the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        var start = Utc(local.Ticks - offset.Ticks);
        return IsStart(start, day, zone) ? start : Search(day, zone);
    }

    /// <summary>The day of a moment in a zone.</summary>
    public static DateOnly From(DateTimeOffset moment, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private static bool IsStart(DateTimeOffset moment, DateOnly day, TimeZoneInfo zone) =>
        From(moment, zone) >= day && (moment == DateTimeOffset.MinValue || From(moment.AddTicks(-1), zone) < day);

    /// <summary>The first second of the day or a later one. For days on which a zone moved for good, some leaving a whole day
    /// out: the framework does not call the times that are missing then invalid.</summary>
    private static DateTimeOffset Search(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue).Ticks;
        var (before, from) = (Utc(midnight - (2 * TimeSpan.TicksPerDay)), Utc(midnight + (2 * TimeSpan.TicksPerDay)));
        while (from - before > TimeSpan.FromSeconds(1))
        {
            var middle = before.AddSeconds(Math.Floor((from - before).TotalSeconds / 2));
            if (From(middle, zone) < day)
                before = middle;
            else
                from = middle;
        }

        return from;
    }

    private static DateTimeOffset Utc(long ticks) => new(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
}
