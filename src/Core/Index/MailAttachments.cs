using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Core.Index;

/// <summary>What was read of a message's attachments.</summary>
/// <param name="Id">The message.</param>
/// <param name="Version">The version of the stored message they were read from.</param>
/// <param name="Words">What is searched of them.</param>
/// <param name="Readings">What was read of each, in the order of <see cref="MailMessage.Attachments"/>.</param>
public sealed record MailAttachments(EmailId Id, long Version, string Words, IReadOnlyList<AttachmentReading> Readings);
