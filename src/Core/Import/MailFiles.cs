namespace InboxMind.Core.Import;

/// <summary>Finds the mail under a path: an mbox (plain or gzip), a Maildir, a single mail, an archive (zip, tar, tar.gz), or a folder of
/// any of
/// them.</summary>
public sealed class MailFiles : IMailSource
{
    private readonly List<MailFile> _files = [];
    private readonly MailFileReader _reader;

    private MailFiles(ImportChoice choice) => _reader = new MailFileReader(choice);

    public long TotalBytes { get; private set; }

    public long BytesRead => _reader.BytesRead;

    public ImportNotes Notes => _reader.Notes;

    /// <summary>Opens paths.</summary>
    /// <exception cref="ImportException">A path does not exist, cannot be read, or holds no mail.</exception>
    public static MailFiles Open(IEnumerable<string> paths, ImportChoice? choice = null)
    {
        var files = new MailFiles(choice ?? new ImportChoice());
        foreach (var path in paths)
        {
            var before = files._files.Count;
            var isMaildir = files.Add(path);
            if (files._files.Count == before && !isMaildir)
                throw new ImportException(files.NoMail(path));
        }

        return files;
    }

    public IEnumerable<RawMail> Read(CancellationToken cancellation)
    {
        foreach (var file in _files)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var mail in _reader.Read(file, cancellation))
                yield return mail;
        }
    }

    private string NoMail(string path)
    {
        var known = Notes.Named.Count > 0 ? $" {Notes.Named.First().Source} is not read: {Notes.Named.First().Reason}." : "";
        return $"No mail in {path}: it holds no mbox, no Maildir, no .eml, .emlx or .msg file and no archive of them.{known}";
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
        var format = FileSniffer.Sniff(path, out var advice);
        if (format == MailFormat.None && !HasMailName(path))
        {
            throw new ImportException(advice is null
                ? $"{path} is not mail: it is no mbox and has none of the headers a mail has. Export the mail as mbox or .eml, and "
                    + $"import that."
                : $"{path} is not mail that can be read: {advice}.");
        }

        if (format == MailFormat.Zip && !FileSniffer.HasMail(path))
        {
            throw new ImportException(
                $"{path} is not mail: the archive holds no mbox, .eml, .emlx or .msg file and no Maildir. Unpack it and look what there "
                    + $"is.");
        }

        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        AddEntry(path, format, format == MailFormat.Emlx ? FolderNames.OfMail(folder, folder) : FolderNames.OfMbox(full), MailFlags.None);
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
            AddFileWithin(root, folder, file);
        foreach (var below in Subfolders(folder))
            maildir |= AddFolder(root, below);
        return maildir;
    }

    private void AddFileWithin(string root, string folder, string file)
    {
        var format = FileSniffer.SniffWithin(file, out var advice);
        if (format == MailFormat.Zip && !FileSniffer.HasMail(file))
            format = MailFormat.None;
        if (format != MailFormat.None || (HasMailName(file) && FileSniffer.Size(file) is not null))
        {
            var name = format is MailFormat.Mbox or MailFormat.GzipMbox
                ? FolderNames.OfMbox(Path.GetFullPath(file))
                : FolderNames.OfMail(Path.GetFullPath(root), Path.GetFullPath(folder));
            AddEntry(file, format, name, MailFlags.None);
        }
        else if (advice is not null)
        {
            Notes.AddNotRead(file, advice);
        }
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
                if (FileSniffer.Size(file.FullName) is { } size)
                {
                    AddEntry(
                        file.FullName, MailFormat.Message, name, part == "cur" ? Maildir.Flags(file.Name) : MailFlags.None, size);
                }
            }
        }

        foreach (var below in Subfolders(folder).Where(static f => Path.GetFileName(f) is not ("cur" or "new" or "tmp")))
            AddFolder(root, below);
    }

    private void AddEntry(string path, MailFormat format, string folder, MailFlags flags, long? length = null)
    {
        var bytes = length ?? FileSniffer.Size(path) ?? 0;
        _files.Add(new MailFile(path, format == MailFormat.None ? MailFormat.Message : format, folder, flags, bytes));
        TotalBytes += bytes;
    }

    private static bool HasMailName(string path) => Path.GetExtension(path).ToLowerInvariant() is ".eml" or ".emlx";

    private static bool IsMaildir(string folder) =>
        Directory.Exists(Path.Combine(folder, "cur")) || Directory.Exists(Path.Combine(folder, "new"));

    /// <summary>Folders below, without links: a link may lead back up.</summary>
    private static IEnumerable<string> Subfolders(string folder) => new DirectoryInfo(folder).EnumerateDirectories()
        .Where(static d => d.LinkTarget is null).Select(static d => d.FullName).Order(StringComparer.Ordinal);
}
