using System.IO.Compression;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Archives;

/// <summary>The files of a zip archive.</summary>
internal static class ZipFiles
{
    public static void Read(ZipArchive zip, Reading reading, int depth)
    {
        var encrypted = 0;
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\'))
                continue;
            reading.CountFile();
            if (entry.IsEncrypted)
            {
                encrypted++;
                reading.IsCut = true;
                continue;
            }

            ArchiveEntry.Read(entry.FullName.Replace('\\', '/'), reading.UnpackAll(entry.Open()), reading, depth);
        }

        if (encrypted > 0 && !reading.Writer.HasText)
            throw new DocumentException(AttachmentOutcome.Encrypted);
    }
}
