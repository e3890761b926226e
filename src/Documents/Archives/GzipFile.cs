using System.IO.Compression;
using InboxMind.Core.Mail.Parsing;

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
        if (DocumentReader.Read(content, reading, depth + 1) is var outcome && outcome != Core.Mail.Attachments.AttachmentOutcome.Read)
            throw new DocumentException(outcome);
    }
}
