using System.IO.Compression;

namespace InboxMind.Core.Import;

/// <summary>Finds the mail under a path: an mbox (plain or gzip), a Maildir, a single mail, or a folder of any of them.</summary>
public sealed class MailFiles : IMailSource
{
    private readonly List<Entry> _entries = [];
    private long _read;

    private MailFiles()
    {
    }

    public long TotalBytes { get; private set; }

    public long BytesRead => Volatile.Read(ref _read);

    /// <summary>Opens paths.</summary>
    /// <exception cref="ImportException">A path does not exist, cannot be read, or holds no mail.</exception>
    public static MailFiles Open(IEnumerable<string> paths)
    {
        var files = new MailFiles();
        foreach (var path in paths)
        {
            var before = files._entries.Count;
            var isMaildir = files.Add(path);
            if (files._entries.Count == before && !isMaildir)
                throw new ImportException($"No mail in {path}: it holds no mbox, no Maildir and no .eml file.");
        }

        return files;
    }

    public IEnumerable<RawMail> Read(CancellationToken cancellation)
    {
        foreach (var entry in _entries)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var mail in entry.Format is MailFormat.Mbox or MailFormat.GzipMbox ? ReadMbox(entry, cancellation) : ReadOne(entry))
                yield return mail;
        }
    }

    /// <returns>Whether the path is a Maildir, which may be empty.</returns>
    private bool Add(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                AddFile(path);
                return false;
            }

            if (!Directory.Exists(path))
                throw new ImportException($"There is no file or folder \"{path}\".");
            return AddFolder(path, path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new ImportException($"{path} cannot be read: {e.Message}");
        }
    }

    private void AddFile(string path)
    {
        var format = Sniff(path);
        if (format == MailFormat.None && !HasMailName(path))
            throw new ImportException($"{path} is not mail: it is no mbox and has none of the headers a mail has.");
        AddEntry(path, format == MailFormat.None ? MailFormat.Message : format, FolderName(path), MailFlags.None);
    }

    private bool AddFolder(string root, string folder)
    {
        if (IsMaildir(folder))
        {
            AddMaildir(root, folder);
            return true;
        }

        var maildir = false;
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (SniffWithin(file) is var format and not MailFormat.None)
                AddEntry(file, format, format == MailFormat.Message ? Below(root, folder) : FolderName(file), MailFlags.None);
            else if (HasMailName(file) && Size(file) is not null)
                AddEntry(file, MailFormat.Message, Below(root, folder), MailFlags.None);
        }

        foreach (var below in Subfolders(folder))
            maildir |= AddFolder(root, below);
        return maildir;
    }

    private void AddMaildir(string root, string folder)
    {
        var name = Maildir.FolderName(root, folder);
        foreach (var part in Maildir.Parts)
        {
            var directory = new DirectoryInfo(Path.Combine(folder, part));
            if (!directory.Exists)
                continue;
            foreach (var file in directory.EnumerateFiles().Where(static f => f.Name[0] != '.')
                .OrderBy(static f => f.Name, StringComparer.Ordinal))
            {
                if (Size(file.FullName) is { } size)
                    AddEntry(file.FullName, MailFormat.Message, name, part == "cur" ? Maildir.Flags(file.Name) : MailFlags.None, size);
            }
        }

        foreach (var below in Subfolders(folder).Where(static f => Path.GetFileName(f) is not ("cur" or "new" or "tmp")))
            AddFolder(root, below);
    }

    private void AddEntry(string path, MailFormat format, string folder, MailFlags flags, long? length = null)
    {
        var bytes = length ?? Size(path) ?? 0;
        _entries.Add(new Entry(path, format, folder, flags, bytes));
        TotalBytes += bytes;
    }

    private IEnumerable<RawMail> ReadOne(Entry entry)
    {
        RawMail mail;
        try
        {
            mail = new RawMail(
                entry.Length > RawMail.MaxBytes ? Head(entry.Path) : File.ReadAllBytes(entry.Path), entry.Folder, entry.Flags,
                new DateTimeOffset(File.GetLastWriteTimeUtc(entry.Path), TimeSpan.Zero), entry.Path,
                entry.Length > RawMail.MaxBytes ? TooLong : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mail = new RawMail(default, entry.Folder, entry.Flags, default, entry.Path, $"the file cannot be read ({e.Message})");
        }

        Interlocked.Add(ref _read, entry.Length);
        yield return mail;
    }

    private IEnumerable<RawMail> ReadMbox(Entry entry, CancellationToken cancellation)
    {
        using var file = OpenMbox(entry, out var problem);
        if (file is null)
        {
            Interlocked.Add(ref _read, entry.Length);
            yield return problem!;
            yield break;
        }

        using Stream stream = entry.Format == MailFormat.GzipMbox ? new WholeGzipStream(file) : file;
        var fallback = new DateTimeOffset(File.GetLastWriteTimeUtc(entry.Path), TimeSpan.Zero);
        var number = 0;
        var before = Volatile.Read(ref _read);
        using var mails = new MboxReader(stream).Read(cancellation).GetEnumerator();
        while (true)
        {
            RawMail next;
            try
            {
                if (!mails.MoveNext())
                    break;
                number++;
                next = new RawMail(
                    mails.Current.Bytes, entry.Folder, MailFlags.None, mails.Current.Date ?? fallback, $"{entry.Path}, mail {number}",
                    mails.Current.TooLong ? TooLong : null);
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                next = new RawMail(default, entry.Folder, MailFlags.None, default, $"{entry.Path}, mail {number + 1}",
                    e is InvalidDataException
                        ? "the file is damaged from there on"
                        : $"the file cannot be read from there on ({e.Message})");
            }

            Volatile.Write(ref _read, before + file.Position);
            yield return next;
            if (next.Bytes.IsEmpty && next.Problem is not null)
                break;
        }

        Volatile.Write(ref _read, before + entry.Length);
    }

    private static FileStream? OpenMbox(Entry entry, out RawMail? problem)
    {
        try
        {
            problem = null;
            return new FileStream(entry.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024,
                FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = new RawMail(default, entry.Folder, MailFlags.None, default, entry.Path, $"the file cannot be read ({e.Message})");
            return null;
        }
    }

    private const string TooLong = "it is longer than 256 MB";

    private static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[RawMail.HeadBytes];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Sniffs a file of a folder. One that cannot be read may be mail: it is listed, and reading it tells why not.</summary>
    private static MailFormat SniffWithin(string path)
    {
        try
        {
            return Sniff(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Size(path) is null ? MailFormat.None : MailFormat.Message;
        }
    }

    /// <summary>The length of the file, or of the one a link leads to; null when it leads nowhere.</summary>
    private static long? Size(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
            return target is { Exists: true } ? target.Length : null;
        }
        catch (IOException)
        {
            // Links that lead in a circle.
            return null;
        }
    }

    private static MailFormat Sniff(string path)
    {
        // Nothing to read, or a pipe that would be waited for.
        if (Size(path) is null or 0)
            return MailFormat.None;
        Span<byte> head = stackalloc byte[MailFormatSniffer.HeadBytes];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        var format = MailFormatSniffer.Sniff(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
        if (format != MailFormat.GzipMbox)
            return format;

        // Not every gzip file is mail.
        try
        {
            // Only as far as needed to tell: reading on may meet damage that comes later.
            file.Position = 0;
            using var inner = new GZipStream(file, CompressionMode.Decompress);
            head = head[..MailFormatSniffer.MboxHeadBytes];
            return MailFormatSniffer.Sniff(head[..inner.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]) == MailFormat.Mbox
                ? MailFormat.GzipMbox
                : MailFormat.None;
        }
        catch (InvalidDataException)
        {
            return MailFormat.None;
        }
    }

    private static bool HasMailName(string path) => Path.GetExtension(path).ToLowerInvariant() is ".eml";

    private static bool IsMaildir(string folder) =>
        Directory.Exists(Path.Combine(folder, "cur")) || Directory.Exists(Path.Combine(folder, "new"));

    /// <summary>Folders below, without links: a link may lead back up.</summary>
    private static IEnumerable<string> Subfolders(string folder) => new DirectoryInfo(folder).EnumerateDirectories()
        .Where(static d => d.LinkTarget is null).Select(static d => d.FullName).Order(StringComparer.Ordinal);

    private static string Below(string root, string folder)
    {
        var relative = Path.GetRelativePath(root, folder);
        return relative == "." ? FolderName(root) : relative.Replace('\\', '/');
    }

    /// <summary>A mail file's folder is named after it, without the endings that say what it is.</summary>
    private static string FolderName(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        foreach (var ending in (string[])[".gz", ".mbox", ".mbx", ".eml"])
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                name = name[..^ending.Length];
        }

        return name.Length > 0 ? name : "Imported";
    }

    private sealed record Entry(string Path, MailFormat Format, string Folder, MailFlags Flags, long Length);
}
