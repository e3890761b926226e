using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Documents.Passages;

/// <summary>A file that is not read, or not further, and why.</summary>
internal sealed class DocumentException(AttachmentOutcome outcome) : Exception(outcome.ToString())
{
    public AttachmentOutcome Outcome => outcome;
}
