using System.Formats.Tar;
using System.IO.Compression;

namespace InboxMind.Core.Import;

/// <summary>Gives the files of an archive one after the other. None is written to disk.</summary>
internal static class MailArchive
{
    /// <summary>Files of one archive; one with more was made to cost time.</summary>
    private const int MaxFiles = 5_000_000;

    /// <summary>Gives each file's path within the archive and its content, which is open until the next one is asked for.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    /// <exception cref="IOException">It unpacks to far more than mail does.</exception>
    public static IEnumerable<(string Path, Stream Content)> Read(Stream file, MailFormat format) => format switch
    {
        MailFormat.Zip => ReadZip(file),
        MailFormat.GzipTar => ReadTar(new WholeGzipStream(file)),
        _ => ReadTar(file),
    };

    private static IEnumerable<(string Path, Stream Content)> ReadZip(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MaxFiles)
            throw new InvalidDataException("The archive has too many files.");
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\'))
                continue;
            using var content = new BoundedUnpackStream(entry.Open(), entry.CompressedLength);
            yield return (entry.FullName.Replace('\\', '/'), content);
        }
    }

    private static IEnumerable<(string Path, Stream Content)> ReadTar(Stream file)
    {
        using var tar = new TarReader(file, leaveOpen: false);
        var files = 0;
        while (tar.GetNextEntry() is { } entry)
        {
            if (++files > MaxFiles)
                throw new InvalidDataException("The archive has too many files.");
            var isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
            if (isFile && entry.DataStream is { } content)
                yield return (entry.Name, content);
        }
    }
}
