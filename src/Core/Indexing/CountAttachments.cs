using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Core.Indexing;

/// <summary>Tells how an owner's attachments stand.</summary>
public sealed class CountAttachments(AttachmentLimits limits, IAttachmentIndex? index = null)
{
    /// <summary>How many messages wait, and what came of the attachments that were read.</summary>
    public async Task<AttachmentCounts> CountAsync(Owner owner, CancellationToken cancellation) => index is null
        ? AttachmentCounts.None
        : await index.CountAttachmentsAsync(owner, AttachmentVersion.Of(limits), cancellation);
}
