using System.IO.Compression;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Archives;

/// <summary>The one file in a gzip file. It has no name of its own, and is the attachment for whoever reads it.</summary>
internal static class GzipFile
{
    public static void Read(ReadOnlyMemory<byte> file, Reading reading, int depth)
    {
        if (depth + 1 >= reading.Limits.Depth)
        {
            reading.IsCut = true;
            return;
        }

        var content = reading.UnpackAll(new GZipStream(new ReadOnlyMemoryStream(file), CompressionMode.Decompress));
        if (reading.ReadFile(content, depth + 1) is var outcome && outcome != AttachmentOutcome.Read)
            throw new DocumentException(outcome);
    }
}
