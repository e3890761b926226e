namespace InboxMind.Core.Mail.Attachments;

/// <summary>Reads the text of attachments. They are the most dangerous of inputs: none of them may cost more than
/// <see cref="AttachmentLimits"/>, or harm who calls.</summary>
public interface IAttachmentReader
{
    /// <summary>Reads a file. What it is, its content tells; whatever it holds, this does not fail.</summary>
    /// <param name="content">The file.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <exception cref="AttachmentsUnreadableException">No attachment can be read on this machine.</exception>
    Task<AttachmentReading> ReadAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation);
}
