namespace InboxMind.Core.Mail;

/// <summary>How many addresses and attachments a mail has; null where counting them for a list would take too long.</summary>
/// <param name="From">Senders.</param>
/// <param name="To">Recipients in To.</param>
/// <param name="Cc">Recipients in Cc.</param>
/// <param name="Bcc">Recipients in Bcc.</param>
/// <param name="Attachments">Attachments, those shown inline too.</param>
/// <param name="HasAttachments">Whether there is one that is not merely shown inline.</param>
public sealed record MailCounts(int? From, int? To, int? Cc, int? Bcc, int? Attachments, bool HasAttachments);
