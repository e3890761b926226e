using InboxMind.Core.Sync.Runs;

namespace InboxMind.Functions.Sync;

/// <summary>How many turns went how: custom status and result of <see cref="SyncAllMailboxes"/>.</summary>
public sealed record SyncCounts
{
    /// <summary>Rounds begun.</summary>
    public int Rounds { get; init; }

    /// <summary>Turns that ended.</summary>
    public long Turns { get; init; }

    public long Done { get; init; }

    public long More { get; init; }

    public long Busy { get; init; }

    public long RetryLater { get; init; }

    public long NeedsReconnect { get; init; }

    /// <summary>The user is deactivated, or the mailbox is not there any more.</summary>
    public long Gone { get; init; }

    public long Failed { get; init; }

    /// <summary>Messages that are new, over all mailboxes.</summary>
    public long Added { get; init; }

    /// <summary>Messages that are gone, over all mailboxes.</summary>
    public long Deleted { get; init; }

    /// <summary>Counts one more turn.</summary>
    public SyncCounts With(SyncTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var counted = this with { Turns = Turns + 1, Added = Added + turn.Added, Deleted = Deleted + turn.Deleted };
        return turn.Result switch
        {
            SyncResult.Done => counted with { Done = Done + 1 },
            SyncResult.More => counted with { More = More + 1 },
            SyncResult.Busy => counted with { Busy = Busy + 1 },
            SyncResult.RetryLater => counted with { RetryLater = RetryLater + 1 },
            SyncResult.NeedsReconnect => counted with { NeedsReconnect = NeedsReconnect + 1 },
            SyncResult.Deactivated or SyncResult.Disconnected => counted with { Gone = Gone + 1 },
            _ => counted with { Failed = Failed + 1 },
        };
    }
}
