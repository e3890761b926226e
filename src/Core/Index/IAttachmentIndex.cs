using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Core.Index;

/// <summary>The text of attachments, in the same index as the words of their mail: it goes when the mail goes, and is read again when the
/// index is lost. Words in attachments are found as the mail's own are, and rank below them.</summary>
public interface IAttachmentIndex
{
    /// <summary>Messages with attachments that this version has not read, the newest first.</summary>
    Task<IReadOnlyList<EmailId>> WithoutAttachmentsAsync(Owner owner, int version, int limit, CancellationToken cancellation);

    /// <summary>Gives messages the text of their attachments, in the place of what they have. A message that the index does not hold in
    /// just this version gets none.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="version">The version that read them.</param>
    /// <param name="mails">The messages.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task WriteAttachmentsAsync(Owner owner, int version, IReadOnlyList<MailAttachments> mails, CancellationToken cancellation);

    /// <summary>What was read of messages' attachments, in the order of <see cref="MailMessage.Attachments"/>; those whose attachments were
    /// not read yet are left out.</summary>
    Task<IReadOnlyDictionary<EmailId, IReadOnlyList<AttachmentReading>>> AttachmentsAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation);

    /// <summary>How many wait, and what came of the others.</summary>
    Task<AttachmentCounts> CountAttachmentsAsync(Owner owner, int version, CancellationToken cancellation);
}
