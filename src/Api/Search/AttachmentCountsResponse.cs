using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Api.Search;

/// <summary>How the text of attachments stands. <c>waiting</c> mails have attachments that are still to be read; the other fields count
/// attachments: those that were read, and those that have no text here and why.</summary>
public sealed record AttachmentCountsResponse(
    long Waiting, long Read, long NoText, long Encrypted, long Damaged, long OverLimits, long OtherKind)
{
    /// <summary>As a program is told.</summary>
    public static AttachmentCountsResponse From(AttachmentCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new AttachmentCountsResponse(
            counts.Waiting, counts[AttachmentOutcome.Read], counts[AttachmentOutcome.NoText], counts[AttachmentOutcome.Encrypted],
            counts[AttachmentOutcome.Damaged], counts[AttachmentOutcome.OverLimits], counts[AttachmentOutcome.OtherKind]);
    }
}
