namespace InboxMind.Core.Mail;

/// <summary>Flags of a placement: IMAP's system flags (RFC 9051, 2.3.2) and Maildir's P.</summary>
[Flags]
public enum MailFlags
{
    None = 0,
    Seen = 1,
    Answered = 2,
    Flagged = 4,
    Deleted = 8,
    Draft = 16,

    /// <summary>Forwarded, resent or bounced.</summary>
    Passed = 32,
}
