namespace InboxMind.Core.Mailboxes;

/// <summary>A place a user's mail comes from. A user has any number of them.</summary>
public sealed record Mailbox(MailboxId Id, MailboxKind Kind, string Name)
{
    /// <summary>How to reach it; null when it is not on a server.</summary>
    public ImapConnection? Connection { get; init; }

    /// <summary>What of it is synced, and when.</summary>
    public SyncChoice Sync { get; init; } = SyncChoice.Default;
}
