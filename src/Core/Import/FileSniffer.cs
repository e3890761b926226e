using System.IO.Compression;

namespace InboxMind.Core.Import;

/// <summary>Tells what a file on disk holds.</summary>
internal static class FileSniffer
{
    /// <param name="path">The file.</param>
    /// <param name="advice">What to do with a file that holds mail in a form that is not read; else null.</param>
    public static MailFormat Sniff(string path, out string? advice)
    {
        advice = null;

        // Nothing to read, or a pipe that would be waited for.
        if (Size(path) is null or 0)
            return MailFormat.None;
        Span<byte> head = stackalloc byte[MailFormatSniffer.HeadBytes];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var format = OutlookFiles.IsMail(path, head) ? MailFormat.Outlook : MailFormatSniffer.Sniff(head);
        if (format == MailFormat.None)
            advice = ForeignFormat.Advice(head);
        if (format != MailFormat.GzipMbox)
            return format;

        // Not every gzip file is mail.
        file.Position = 0;
        return MailFormatSniffer.SniffUnpacked(Unpacked(file));
    }

    /// <summary>Sniffs a file of a folder. One that cannot be read may be mail: it is listed, and reading it tells why not.</summary>
    public static MailFormat SniffWithin(string path, out string? advice)
    {
        try
        {
            return Sniff(path, out advice);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            advice = null;
            return Size(path) is null ? MailFormat.None : MailFormat.Message;
        }
    }

    /// <summary>Whether a zip archive has a file that is mail by its name.</summary>
    public static bool HasMail(string path)
    {
        try
        {
            using var zip = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read);
            return zip.Entries.Any(static e => Path.GetExtension(e.FullName)
                .ToLowerInvariant() is ".mbox" or ".mbx" or ".eml" or ".emlx" or ".msg"
                || Path.GetFileName(e.FullName).Equals("mbox", StringComparison.OrdinalIgnoreCase)
                || e.FullName.Contains(".sbd/", StringComparison.OrdinalIgnoreCase)
                || e.FullName.Contains("cur/", StringComparison.Ordinal) || e.FullName.Contains("new/", StringComparison.Ordinal));
        }
        catch (InvalidDataException)
        {
            // Damaged; reading it tells so.
            return Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The length of the file, or of the one a link leads to; null when it leads nowhere.</summary>
    public static long? Size(string path)
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

    /// <summary>What a gzip file begins with, up to damage if there is any.</summary>
    private static byte[] Unpacked(FileStream file)
    {
        var head = new byte[MailFormatSniffer.HeadBytes];
        var length = 0;
        try
        {
            using var inner = new GZipStream(file, CompressionMode.Decompress);
            while (length < head.Length && inner.Read(head, length, Math.Min(16, head.Length - length)) is var read and > 0)
                length += read;
        }
        catch (InvalidDataException)
        {
            // What came before the damage may tell.
        }

        return head[..length];
    }
}
