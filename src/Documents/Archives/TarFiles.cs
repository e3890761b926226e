using System.Formats.Tar;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Archives;

/// <summary>The files of a tar archive.</summary>
internal static class TarFiles
{
    public static void Read(ReadOnlyMemory<byte> file, Reading reading, int depth)
    {
        using var tar = new TarReader(new ReadOnlyMemoryStream(file));
        while (tar.GetNextEntry() is { } entry)
        {
            reading.CountFile();
            if (entry.DataStream is { } content
                && entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
                ArchiveEntry.Read(entry.Name, reading.UnpackAll(content), reading, depth);
        }
    }
}
