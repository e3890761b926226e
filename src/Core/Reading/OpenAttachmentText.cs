using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Reading;

/// <summary>Opens the text of one attachment: as it was read for the index, or else read now.</summary>
public sealed class OpenAttachmentText(OpenMail open, IAttachmentReader reader, IAttachmentIndex? index = null)
{
    /// <summary>Reads it; null when there is no such message or attachment.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="id">The message.</param>
    /// <param name="number">Which of <see cref="MailMessage.Attachments"/>, counted from 1.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <exception cref="UnreadableMailException">The mail is stored and cannot be taken apart any more.</exception>
    /// <exception cref="AttachmentsUnreadableException">No attachment can be read on this machine.</exception>
    public async Task<OpenedAttachment?> ReadAsync(Owner owner, EmailId id, int number, CancellationToken cancellation)
    {
        // The store decides what exists.
        if (await open.FindAsync(owner, id, cancellation) is not { Mail.Message.Attachments: var all } || number < 1 || number > all.Count)
            return null;
        if (index is not null
            && (await index.AttachmentsAsync(owner, [id], cancellation)).TryGetValue(id, out var read) && number <= read.Count)
            return new OpenedAttachment(all[number - 1], read[number - 1]);
        return await open.AttachmentAsync(owner, id, number, cancellation) is { } attachment
            ? new OpenedAttachment(attachment.Info, await reader.ReadAsync(attachment.Content, cancellation))
            : null;
    }
}

/// <summary>An attachment and its text.</summary>
/// <param name="Info">The attachment.</param>
/// <param name="Reading">What was read of it.</param>
public sealed record OpenedAttachment(AttachmentInfo Info, AttachmentReading Reading)
{
    /// <summary>Its text in one, each part under a line that says where it stands, as far as it has such parts.</summary>
    public string Text => string.Join("\n\n", Reading.Passages.Select(static p => p.Place.Length > 0 ? $"[{p.Place}]\n{p.Text}" : p.Text));
}
