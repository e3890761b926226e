namespace InboxMind.Azure.Mail.Items;

/// <summary>What a person chose of a mailbox.</summary>
internal sealed record MailboxSettings(MailboxKind Kind, string Name, ImapConnection? Connection, SyncChoice Sync);
