namespace InboxMind.Core.Import;

/// <summary>Reads the mail of files, one after the other.</summary>
internal sealed class MailFileReader(ImportChoice choice)
{
    private const string TooLong = "it is longer than 256 MB";

    private long _read;

    public long BytesRead => Volatile.Read(ref _read);

    public ImportNotes Notes { get; } = new();

    public IEnumerable<RawMail> Read(MailFile file, CancellationToken cancellation)
    {
        var before = BytesRead;
        var mails = file.Format is MailFormat.Message or MailFormat.Emlx or MailFormat.Outlook
            ? ReadOne(file)
            : ReadMany(file, before, cancellation);
        foreach (var mail in mails)
        {
            if (IsWanted(mail))
                yield return mail;
        }

        Volatile.Write(ref _read, before + file.Length);
    }

    private bool IsWanted(RawMail mail)
    {
        if (!choice.Deleted && mail.LeftOut is LeftOut.Deleted)
            Notes.AddDeleted();
        else if (!choice.Spam && mail.LeftOut is LeftOut.Spam)
            Notes.AddSpam();
        else
            return true;
        return false;
    }

    private static IEnumerable<RawMail> ReadOne(MailFile file)
    {
        RawMail mail;
        try
        {
            using var stream = new FileStream(
                file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
            mail = One(stream, file, file.Path, file.Length, new DateTimeOffset(File.GetLastWriteTimeUtc(file.Path), TimeSpan.Zero));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mail = Unread(file, file.Path, $"the file cannot be read ({e.Message})");
        }

        yield return mail;
    }

    /// <summary>Reads a stream as one mail.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="file">What is known of it.</param>
    /// <param name="source">For messages.</param>
    /// <param name="length">How many bytes there are by all that is known.</param>
    /// <param name="date">The date of the file.</param>
    private static RawMail One(Stream stream, MailFile file, string source, long length, DateTimeOffset date)
    {
        // One byte more tells that there is more.
        var bytes = new byte[length > RawMail.MaxBytes ? RawMail.HeadBytes : Math.Max(length + 1, 512)];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        while (count == bytes.Length && length <= RawMail.MaxBytes)
        {
            if (count > RawMail.MaxBytes)
                return new RawMail(bytes.AsMemory(0, RawMail.HeadBytes).ToArray(), file.Folder, file.Flags, date, source, TooLong);
            Array.Resize(ref bytes, bytes.Length * 2);
            count += stream.ReadAtLeast(bytes.AsSpan(count), bytes.Length - count, throwOnEndOfStream: false);
        }

        var mail = new RawMail(
            bytes.AsMemory(0, count), file.Folder, file.Flags, date, source, length > RawMail.MaxBytes ? TooLong : null);
        if (file.Format == MailFormat.Emlx && mail.Problem is null)
        {
            var (text, flags, received) = Emlx.Read(mail.Bytes);
            mail = mail with { Bytes = text, Flags = flags, FallbackDate = received ?? date };
        }

        if (file.Format == MailFormat.Outlook && mail.Problem is null)
            mail = OutlookFiles.Read(mail);
        return (mail.Flags & MailFlags.Deleted) != 0 ? mail with { LeftOut = LeftOut.Deleted } : mail;
    }

    /// <summary>Reads an mbox or an archive, up to what cannot be read.</summary>
    private IEnumerable<RawMail> ReadMany(MailFile file, long before, CancellationToken cancellation)
    {
        using var stream = Open(file, out var problem);
        if (stream is null)
        {
            yield return problem!;
            yield break;
        }

        var date = new DateTimeOffset(File.GetLastWriteTimeUtc(file.Path), TimeSpan.Zero);
        using var mails = (file.Format switch
        {
            MailFormat.Mbox => ReadMbox(stream, file, file.Path, date, cancellation),
            MailFormat.GzipMbox => ReadGzip(stream, file, date, cancellation),
            _ => ReadArchive(stream, file, date, cancellation),
        }).GetEnumerator();
        for (var number = 1; ; number++)
        {
            RawMail next;
            try
            {
                if (!mails.MoveNext())
                    break;
                next = mails.Current;
            }
            catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
            {
                next = Unread(file, $"{file.Path}, mail {number}", e is IOException
                    ? $"the file cannot be read from there on ({e.Message})"
                    : "the file is damaged from there on");
            }

            Volatile.Write(ref _read, before + (stream.CanRead ? Math.Min(stream.Position, file.Length) : file.Length));
            yield return next;
            if (next.Bytes.IsEmpty && next.Problem is not null)
                break;
        }
    }

    private IEnumerable<RawMail> ReadGzip(FileStream stream, MailFile file, DateTimeOffset date, CancellationToken cancellation)
    {
        using var unpacked = new WholeGzipStream(stream);
        foreach (var mail in ReadMbox(unpacked, file, file.Path, date, cancellation))
            yield return mail;
    }

    private IEnumerable<RawMail> ReadMbox(
        Stream stream, MailFile file, string source, DateTimeOffset date, CancellationToken cancellation)
    {
        var reader = new MboxReader(stream);
        var number = 0;
        var doubted = 0L;
        foreach (var mail in reader.Read(cancellation))
        {
            number++;
            Notes.AddDoubted(reader.Doubted - doubted);
            doubted = reader.Doubted;
            var marks = mail.TooLong ? default : MboxMarks.Read(mail.Bytes.Span);
            yield return new RawMail(
                mail.Bytes, file.Folder, file.Flags | marks.Flags, mail.Date ?? date, $"{source}, mail {number}",
                mail.TooLong ? TooLong : null)
            {
                Labels = marks.Labels?.Names ?? "",
                LeftOut = (marks.Flags & MailFlags.Deleted) != 0 || marks.Labels is { IsTrash: true } ? LeftOut.Deleted
                    : marks.Labels is { IsSpam: true } ? LeftOut.Spam : null,
            };
        }

        Notes.AddDoubted(reader.Doubted - doubted);
    }

    private IEnumerable<RawMail> ReadArchive(FileStream stream, MailFile archive, DateTimeOffset date, CancellationToken cancellation)
    {
        foreach (var (path, content) in MailArchive.Read(stream, archive.Format))
        {
            cancellation.ThrowIfCancellationRequested();
            var head = new byte[MailFormatSniffer.HeadBytes];
            head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            using var whole = new PrefixedStream(head, content);
            var source = $"{archive.Path}, {path}";
            if (Describe(path, head) is { } file)
            {
                var mails = file.Format == MailFormat.Mbox
                    ? ReadMbox(whole, file, source, date, cancellation)
                    : [One(whole, file, source, 0, date)];
                foreach (var mail in mails)
                    yield return mail;
            }
            else if (ForeignFormat.Advice(head) is { } advice)
            {
                Notes.AddNotRead(source, advice);
            }
        }
    }

    /// <summary>What a file of an archive is; null when it is not mail.</summary>
    private static MailFile? Describe(string path, ReadOnlySpan<byte> head)
    {
        var full = $"/{path.TrimStart('.', '/')}";
        var folder = Path.GetDirectoryName(full)!;
        if (Path.GetFileName(folder) is "cur" or "new")
        {
            var flags = Path.GetFileName(folder) == "cur" ? Maildir.Flags(Path.GetFileName(full)) : MailFlags.None;
            return new MailFile(path, MailFormat.Message, Maildir.FolderName("/", Path.GetDirectoryName(folder)!), flags, 0);
        }

        if (OutlookFiles.IsMail(path, head))
            return new MailFile(path, MailFormat.Outlook, FolderNames.OfMail("/", folder), MailFlags.None, 0);
        return MailFormatSniffer.Sniff(head) switch
        {
            MailFormat.Mbox => new MailFile(path, MailFormat.Mbox, FolderNames.OfMbox(full), MailFlags.None, 0),
            var format and (MailFormat.Message or MailFormat.Emlx) =>
                new MailFile(path, format, FolderNames.OfMail("/", folder), MailFlags.None, 0),
            _ when Path.GetExtension(path).Equals(".eml", StringComparison.OrdinalIgnoreCase) =>
                new MailFile(path, MailFormat.Message, FolderNames.OfMail("/", folder), MailFlags.None, 0),
            _ => null,
        };
    }

    private static FileStream? Open(MailFile file, out RawMail? problem)
    {
        try
        {
            problem = null;
            return new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024,
                FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = Unread(file, file.Path, $"the file cannot be read ({e.Message})");
            return null;
        }
    }

    private static RawMail Unread(MailFile file, string source, string problem) =>
        new(default, file.Folder, file.Flags, default, source, problem);
}
