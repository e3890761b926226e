using InboxMind.Core.Mail.Attachments;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Archives;

/// <summary>Reads a file that lies in another.</summary>
internal static class ArchiveEntry
{
    private const int MaxName = 300;

    /// <summary>Reads it. One that cannot be read does not keep the others out; a limit that all share ends all.</summary>
    /// <param name="name">Its name in what holds it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="reading">The reading it is part of.</param>
    /// <param name="depth">How deep what holds it lies.</param>
    public static void Read(string name, ReadOnlyMemory<byte> content, Reading reading, int depth)
    {
        if (depth + 1 >= reading.Limits.Depth)
        {
            reading.IsCut = true;
            return;
        }

        var outside = reading.Writer.Entry;
        reading.Writer.Entry = MailLimits.Begin(outside is null ? name : $"{outside}/{name}", MaxName);
        var outcome = reading.ReadFile(content, depth + 1);
        reading.Writer.Entry = outside;
        if (outcome == AttachmentOutcome.OverLimits)
            throw new DocumentException(outcome);
        reading.IsCut |= outcome is AttachmentOutcome.Damaged or AttachmentOutcome.Encrypted;
    }
}
