namespace InboxMind.Functions.Sync;

/// <summary>A mailbox that is to have a turn: input of <see cref="SyncOneMailbox"/>. Ids only.</summary>
/// <param name="User">Whose.</param>
/// <param name="Mailbox">Which.</param>
/// <param name="TurnSeconds">How long the turn may take.</param>
public sealed record DueMailbox(string User, string Mailbox, int TurnSeconds);
