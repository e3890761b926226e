namespace InboxMind.Core.Accounts;

/// <summary>A place a user's mail comes from. A user has any number of them.</summary>
public sealed record Mailbox(MailboxId Id, MailboxKind Kind, string Name);
