namespace InboxMind.Core.Sync.Runs;

/// <summary>How long to wait after failures: longer each time, and never in step with others.</summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan FirstTransient = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxTransient = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstThrottled = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan MaxThrottled = TimeSpan.FromHours(6);

    /// <param name="trouble">What failed.</param>
    /// <param name="failures">How many runs failed in a row, this one included.</param>
    /// <param name="chance">0 to 1, drawn anew each time.</param>
    public static TimeSpan Wait(MailServerTrouble trouble, int failures, double chance)
    {
        var (first, max) = trouble == MailServerTrouble.Throttled ? (FirstThrottled, MaxThrottled) : (FirstTransient, MaxTransient);
        var wait = first * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return (wait > max ? max : wait) * (0.75 + (0.5 * chance));
    }
}
