namespace InboxMind.Core.Search;

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
        var ticks = local.Ticks - offset.Ticks;
        return new DateTimeOffset(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
    }

    /// <summary>The day of a moment in a zone.</summary>
    public static DateOnly Of(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
