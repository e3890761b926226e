using InboxMind.Core.Accounts;

namespace InboxMind.Core.Sync;

/// <summary>How a mailbox's sync stands, for a person and for the schedule.</summary>
public sealed record MailboxSync
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
