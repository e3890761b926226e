using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Documents.Files;

namespace InboxMind.Documents.Tests;

/// <summary>Files to read, and what was read of them.</summary>
internal sealed record Sample(AttachmentOutcome Outcome, IReadOnlyList<AttachmentPassage> Passages, bool IsCut)
{
    public string Text => string.Join("\n--\n", Passages.Select(static p => p.Text));

    public static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Papers", name));

    public static Sample Read(string name, AttachmentLimits? limits = null) => Read(File(name), limits);

    public static Sample Read(byte[] file, AttachmentLimits? limits = null)
    {
        var passages = new List<AttachmentPassage>();
        var (outcome, isCut) = DocumentReader.Read(file, limits ?? new AttachmentLimits(), passages.Add);
        return new Sample(outcome, passages, isCut);
    }

    public static Sample ReadText(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Zip(params (string Name, string Content)[] files) =>
        Zip([.. files.Select(static f => (f.Name, Encoding.UTF8.GetBytes(f.Content)))]);

    public static byte[] Tar(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var (name, content) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(content);
        return stream.ToArray();
    }
}
