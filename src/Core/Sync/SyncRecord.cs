namespace InboxMind.Core.Sync;

/// <summary>How a mailbox's sync stands, for a person and for the schedule.</summary>
public sealed record SyncRecord
{
    public required MailboxId Mailbox { get; init; }

    public SyncState State { get; init; }

    /// <summary>When a run last ended with everything in agreement.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>What went wrong last, in one sentence for the user; null when nothing did since.</summary>
    public string? LastError { get; init; }

    /// <summary>Not to be tried before this.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>When the schedule wants it next; null for at once.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>Runs that failed in a row.</summary>
    public int Failures { get; init; }

    /// <summary>When the catching up began that is going on, or that ended last; null when there was none.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>Messages looked at before it began, over all folders.</summary>
    public long FoundBefore { get; init; }

    /// <summary>Whether the server asked to be left alone until <see cref="RetryAt"/>; else the trouble may pass any moment.</summary>
    public bool IsThrottled { get; init; }

    /// <summary>Extensions of the server that are done without; see <see cref="ImapConnection.Without"/>.</summary>
    public string Without { get; init; } = "";

    /// <summary>Folders that the last run left out, at most <see cref="LeftOutFolder.MaxListed"/>.</summary>
    public IReadOnlyList<LeftOutFolder> LeftOut { get; init; } = [];

    /// <summary>Whether it is not to be tried yet.</summary>
    public bool IsWaiting(DateTimeOffset now) => RetryAt > now && RetryAt <= now + SyncClock.MaxRetry;

    /// <summary>Whether the schedule wants it now. A time further ahead than any can be was noted by a clock that was wrong.</summary>
    public bool IsDue(DateTimeOffset now) => State != SyncState.NeedsReconnect && !IsWaiting(now)
        && !(NextRun > now && NextRun <= now + SyncClock.MaxInterval);

    /// <summary>A run begins.</summary>
    /// <param name="now">When.</param>
    /// <param name="found">Messages looked at before, over all folders.</param>
    public SyncRecord Begin(DateTimeOffset now, long found) => this with { State = SyncState.Syncing, Began = now, FoundBefore = found };

    /// <summary>A run ended with everything in agreement.</summary>
    public SyncRecord Agree(DateTimeOffset now, TimeSpan interval, string? remark) => this with
    {
        State = SyncState.UpToDate,
        LastSuccess = now,
        LastError = remark,
        RetryAt = null,
        IsThrottled = false,
        Failures = 0,
        NextRun = now + interval,
    };

    /// <summary>A run ended and has more to do. It comes after all that is due by now.</summary>
    public SyncRecord Continue(DateTimeOffset now) => this with
    {
        State = SyncState.Syncing,
        LastError = null,
        RetryAt = null,
        IsThrottled = false,
        Failures = 0,
        NextRun = now,
    };

    /// <summary>A run failed with something that may pass.</summary>
    public SyncRecord Fail(string error, DateTimeOffset retryAt, bool isThrottled) => this with
    {
        State = SyncState.Retrying,
        LastError = error,
        RetryAt = retryAt,
        NextRun = retryAt,
        IsThrottled = isThrottled,
        Failures = Failures + 1,
    };

    /// <summary>A run was refused: only a person can help.</summary>
    public SyncRecord Refuse(string error) => this with { State = SyncState.NeedsReconnect, LastError = error, RetryAt = null };

    /// <summary>A person helped: it is tried again at once.</summary>
    public SyncRecord Resume() => State is SyncState.NeedsReconnect or SyncState.Retrying
        ? this with { State = SyncState.New, LastError = null, RetryAt = null, NextRun = null, Failures = 0 }
        : this;
}

/// <summary>What a mailbox's sync is doing.</summary>
public enum SyncState
{
    /// <summary>Never run.</summary>
    New,

    /// <summary>A run began and has more to do: fetching, or waiting for its next turn.</summary>
    Syncing,

    /// <summary>Store and server agreed when the last run ended.</summary>
    UpToDate,

    /// <summary>The last run failed with something that may pass; it is tried again.</summary>
    Retrying,

    /// <summary>A person has to sign in again; it is not tried until then.</summary>
    NeedsReconnect,
}
