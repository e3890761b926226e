namespace InboxMind.Core.Mailboxes;

/// <summary>Where a mailbox's mail comes from.</summary>
public enum MailboxKind
{
    /// <summary>Files: mbox, Maildir, .eml.</summary>
    Import,

    /// <summary>An IMAP server.</summary>
    Imap,
}
