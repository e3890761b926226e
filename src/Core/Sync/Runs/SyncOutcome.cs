namespace InboxMind.Core.Sync.Runs;

/// <summary>How a run of a mailbox's sync ended.</summary>
/// <param name="Result">What follows from it.</param>
/// <param name="Message">One sentence for the user when it did not go well; for <see cref="SyncResult.Done"/> what could not be synced
/// although nothing failed, such as a folder that may not be read.</param>
/// <param name="RetryAt">When to try again, for <see cref="SyncResult.RetryLater"/>.</param>
public sealed record SyncOutcome(SyncResult Result, string? Message = null, DateTimeOffset? RetryAt = null);

/// <summary>What follows from a run.</summary>
public enum SyncResult
{
    /// <summary>Store and server agree.</summary>
    Done,

    /// <summary>The time was used up: run again.</summary>
    More,

    /// <summary>Another owner syncs the mailbox now, or took it over.</summary>
    Busy,

    /// <summary>Something failed that may pass.</summary>
    RetryLater,

    /// <summary>A person has to sign in again or put the settings right.</summary>
    NeedsReconnect,

    /// <summary>The user is deactivated: nothing is done for them.</summary>
    Deactivated,

    /// <summary>The mailbox is not there any more, or not on a server. Only of a <see cref="SyncTurn"/>.</summary>
    Disconnected,

    /// <summary>Something is wrong that trying again at once does not mend. Only of a <see cref="SyncTurn"/>.</summary>
    Failed,
}

/// <summary>What is asked of a run.</summary>
/// <param name="Holder">Who runs it: an id of the caller, 1 to 200 characters.</param>
/// <param name="Budget">How long it may take before it returns <see cref="SyncResult.More"/>.</param>
/// <param name="AskedFor">Whether a person asked for it: then it is tried although it is not time yet.</param>
public sealed record SyncRequest(string Holder, TimeSpan Budget, bool AskedFor = false)
{
    /// <summary>Whether its server was out of reach and is there again: then a failure that may pass is not waited for any
    /// longer.</summary>
    public bool IsBack { get; init; }

    public static readonly TimeSpan DefaultBudget = TimeSpan.FromMinutes(4);
}
