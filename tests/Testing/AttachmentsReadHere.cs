using InboxMind.Core.Mail.Attachments;
using InboxMind.Documents.Files;

namespace InboxMind.Testing;

/// <summary>Reads attachments as the process for it does, but in this one: a test program cannot be started as that.</summary>
public sealed class AttachmentsReadHere : IAttachmentReader
{
    private readonly AttachmentLimits _limits = new();

    public Task<AttachmentReading> ReadAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var passages = new List<AttachmentPassage>();
        var (outcome, isCut) = DocumentReader.Read(content, _limits, passages.Add);
        return Task.FromResult(new AttachmentReading(outcome, passages, isCut));
    }
}
