namespace InboxMind.Core.Sync;

/// <summary>Why a folder cannot be read now; the others are synced.</summary>
/// <param name="Reason">One sentence for the user.</param>
/// <param name="Tries">How often it was tried in vain, from 1.</param>
/// <param name="RetryAt">When to try again.</param>
public sealed record FolderTrouble(string Reason, int Tries, DateTimeOffset RetryAt)
{
    /// <summary>Shorter than a mailbox waits after a run that failed: the next run tries it again.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(6);

    /// <summary>Whether it is to be left alone yet. What seems to wait for longer was noted by a clock that was wrong.</summary>
    public bool IsWaiting(DateTimeOffset now) => RetryAt > now && RetryAt <= now + MaxWait;

    /// <summary>The trouble after one more try: each wait is four times as long.</summary>
    public static FolderTrouble After(FolderTrouble? before, string reason, DateTimeOffset now)
    {
        var tries = (before?.Tries ?? 0) + 1;
        var wait = FirstWait * Math.Pow(4, Math.Min(tries - 1, 10));
        return new FolderTrouble(reason, tries, now + (wait > MaxWait ? MaxWait : wait));
    }
}
