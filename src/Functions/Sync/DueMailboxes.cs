namespace InboxMind.Functions.Sync;

/// <summary>Result of <see cref="ListDueMailboxes"/>.</summary>
/// <param name="Ids">User and mailbox of each.</param>
/// <param name="Next">Where the next page begins; null after the last.</param>
public sealed record DueMailboxes(IReadOnlyList<DueId> Ids, string? Next);

/// <summary>A mailbox.</summary>
/// <param name="User">Whose.</param>
/// <param name="Mailbox">Which.</param>
public sealed record DueId(string User, string Mailbox);
