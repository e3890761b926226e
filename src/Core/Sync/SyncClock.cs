namespace InboxMind.Core.Sync;

/// <summary>How far ahead anything of a sync can lie. What is noted for later than that was noted by a clock that was wrong, and must not
/// keep a mailbox waiting.</summary>
public static class SyncClock
{
    /// <summary>The longest time until a failed run is tried again.</summary>
    public static readonly TimeSpan MaxRetry = TimeSpan.FromHours(8);

    /// <summary>The longest time between two runs, and some more.</summary>
    public static readonly TimeSpan MaxInterval = TimeSpan.FromHours(25);

    /// <summary>The longest that a lease lasts without a sign of life.</summary>
    public static readonly TimeSpan MaxLease = TimeSpan.FromMinutes(15);
}
