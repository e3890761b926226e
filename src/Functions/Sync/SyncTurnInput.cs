namespace InboxMind.Functions.Sync;

/// <summary>Input of <see cref="SyncMailboxTurn"/>. Ids only.</summary>
/// <param name="User">Whose.</param>
/// <param name="Mailbox">Which.</param>
/// <param name="Holder">Who takes the lease: the orchestration, so that a second try gets it again.</param>
/// <param name="TurnSeconds">How long it may take.</param>
public sealed record SyncTurnInput(string User, string Mailbox, string Holder, int TurnSeconds);
