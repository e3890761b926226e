namespace InboxMind.Azure.Cosmos;

/// <summary>When Cosmos DB deletes an item by itself. It may be late, and counts in seconds: who reads the item looks at its own time
/// too.</summary>
internal static class TimeToLive
{
    /// <summary>Seconds from now until then, at least one.</summary>
    public static int Until(DateTimeOffset expires, DateTimeOffset now) =>
        (int)Math.Clamp(Math.Ceiling((expires - now).TotalSeconds), 1, int.MaxValue);
}
