namespace InboxMind.Functions.Sync;

/// <summary>Input of <see cref="CatchUpMailbox"/>. Ids and counts only.</summary>
/// <param name="User">Whose.</param>
/// <param name="Mailbox">Which.</param>
/// <param name="TurnSeconds">How long a turn may take.</param>
public sealed record CatchUpInput(string User, string Mailbox, int TurnSeconds)
{
    /// <summary>What was counted so far.</summary>
    public SyncCounts Counts { get; init; } = new();
}
