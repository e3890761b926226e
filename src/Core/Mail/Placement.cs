namespace InboxMind.Core.Mail;

/// <summary>Where a message lies: mailbox, folder and number there (RFC 9051, 2.3.1.1), and its flags.</summary>
/// <param name="Mailbox">The user's mailbox.</param>
/// <param name="Folder">The folder's full name with '/' between levels.</param>
/// <param name="UidValidity">IMAP's UIDVALIDITY; 0 for imported mail.</param>
/// <param name="Uid">IMAP's UID; for imported mail a number drawn from the message's id, so that importing again finds the
/// same placement.</param>
/// <param name="Flags">The flags there.</param>
public sealed record Placement(MailboxId Mailbox, string Folder, long UidValidity, long Uid, MailFlags Flags)
{
    /// <summary>The most places of one message that are listed.</summary>
    public const int MaxListed = 200;

    /// <summary>The server's own lasting name of the content, when it has one: EMAILID (RFC 8474) or Gmail's X-GM-MSGID. The
    /// same in each folder of the mailbox.</summary>
    public string? RemoteId { get; init; }

    /// <summary>Gmail's labels as folder names, joined by line feeds in their order; empty when there are none.</summary>
    public string Labels { get; init; } = "";
}
