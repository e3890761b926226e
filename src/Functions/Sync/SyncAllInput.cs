namespace InboxMind.Functions.Sync;

/// <summary>Input of <see cref="SyncAllMailboxes"/>: what the settings say, since an orchestrator may not read them, and how far it
/// is, since each of its generations begins with an empty history.</summary>
/// <param name="Shard">Which shard of all mailboxes, from 0.</param>
/// <param name="Shards">Of how many.</param>
/// <param name="SideBySide">Mailboxes that have a turn at the same time, at most.</param>
/// <param name="TurnSeconds">How long a turn may take.</param>
public sealed record SyncAllInput(int Shard, int Shards, int SideBySide, int TurnSeconds)
{
    /// <summary>When the round began, UTC; null when one is to begin.</summary>
    public DateTime? DueBy { get; init; }

    /// <summary>Where in the round to go on; null at its beginning.</summary>
    public string? After { get; init; }

    /// <summary>Whether a mailbox of this round has more to do.</summary>
    public bool HasMore { get; init; }

    /// <summary>What was counted so far.</summary>
    public SyncCounts Counts { get; init; } = new();
}
