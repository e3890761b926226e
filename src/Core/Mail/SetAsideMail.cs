namespace InboxMind.Core.Mail;

/// <summary>A mail that could not be read: kept raw, listed with its reason.</summary>
/// <param name="Id">SHA-256 of user and raw bytes, in base32.</param>
/// <param name="Mailbox">Where it came from.</param>
/// <param name="Source">File and position, or folder and UID.</param>
/// <param name="Reason">Why, in words for the user.</param>
/// <param name="At">When it was set aside.</param>
public sealed record SetAsideMail(EmailId Id, MailboxId Mailbox, string Source, string Reason, DateTimeOffset At)
{
    /// <summary>Where a sync found it; null when it was imported. Not read back.</summary>
    public SetAsideFrom? Place { get; init; }
}

/// <summary>The place on a mail server of a mail that was set aside.</summary>
public sealed record SetAsideFrom(string Folder, uint UidValidity, uint Uid);
