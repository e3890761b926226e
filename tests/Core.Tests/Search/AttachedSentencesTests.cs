using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using InboxMind.Core.Import;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Search;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace InboxMind.Core.Tests.Search;

/// <summary>200 attachments of all kinds, each with a sentence of its own.</summary>
public sealed class AttachedSentencesTests : IDisposable
{
    private const int Count = 200;

    private static readonly string[] Who = ["Ingrid", "Tomasz", "Adaeze", "Ruben", "Noor", "Sölvi", "Marit", "Pavel", "Yusuf", "Helene"];
    private static readonly string[] Does = ["repairs", "paints", "sells", "inspects", "borrows", "measures", "insures", "photographs"];
    private static readonly string[] What = ["lantern", "capstan", "rowboat", "anchor", "sextant", "trawl", "gangway", "bollard", "winch"];

    private static readonly Func<string, byte[]>[] Kinds =
    [
        static s => Encoding.UTF8.GetBytes($"Minutes\n\n{s}\n"),
        static s => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(s))
            .ToArray(),
        static s => Encoding.UTF8.GetBytes($"note,day\n\"{s}\",2025-01-01\n"), static s => Encoding.UTF8.GetBytes($"{{\"note\": \"{s}\"}}"),
        static s => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><Order><Note>{s}</Note></Order>"),
        static s => Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><body><p>{s}</p></body></html>"),
        static s => Encoding.UTF8.GetBytes($"BEGIN:VCARD\r\nFN:Jon\r\nNOTE:{s}\r\nEND:VCARD\r\n"),
        static s => Encoding.UTF8.GetBytes(
            $"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{s}\r\nDTSTART:20250601T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
        static s =>
            Encoding.ASCII.GetBytes($@"{{\rtf1\ansi {string.Concat(s.Select(static c => c < 128 ? $"{c}" : $@"\u{(int)c}?"))}\par}}"),
        static s => Encoding.UTF8.GetBytes($"From: a@example.org\nTo: b@example.org\nSubject: inner\n\n{s}\n"),
        static s => Office("lease.docx", "word/document.xml", "Notice is given three months ahead, in writing.", s),
        static s => Office("lease.odt", "content.xml", "Notice is given three months ahead, in writing.", s),
        static s => Office("costs.xlsx", "xl/sharedStrings.xml", "Slate roof", s),
        static s => Office("costs.ods", "content.xml", "Slate roof", s),
        static s => Office("plan.pptx", "ppt/slides/slide2.xml", "Two librarians and eleven volunteers", s),
        static s => Office("plan.odp", "content.xml", "Two librarians and eleven volunteers", s), Pdf,
        static s => Zip(("notes/a.txt", Encoding.UTF8.GetBytes(s))), static s => Zip(("paper.pdf", Pdf(s))),
        static s =>
            Gzip(Tar("deep/a.docx", Office("lease.docx", "word/document.xml", "Notice is given three months ahead, in writing.", s))),
    ];

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SearchAsync_SentenceOfAnAttachment_FindsItsMailFirst()
    {
        var box = new StringBuilder();
        for (var i = 0; i < Count; i++)
        {
            box.Append(
                CultureInfo.InvariantCulture, $"From a@example.org Sat Mar  1 10:00:00 2025\nFrom: a@example.org\nSubject: Mail {i}\n")
                .Append(CultureInfo.InvariantCulture, $"Message-ID: <{i}@example.org>\nMIME-Version: 1.0\n")
                .Append("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee what is attached.\n--b\nContent-Type: "
                    + "application/octet-stream\n")
                .Append("Content-Disposition: attachment; filename=file.bin\nContent-Transfer-Encoding: base64\n\n")
                .Append(Convert.ToBase64String(Kinds[i % Kinds.Length](Sentence(i)))).Append("\n--b--\n\n");
        }

        await File.WriteAllTextAsync(_folder["all.mbox"], box.ToString(), Cancellation);
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IAttachmentReader, AttachmentsReadHere>()
            .AddInboxMindCore().AddInboxMindEmbedded(_folder["data"]).BuildServiceProvider();
        await services.GetRequiredService<ImportMail>()
            .ImportAsync(Owner.Local, MailFiles.Open([_folder["all.mbox"]]), new ImportProgress(), Cancellation);
        await services.GetRequiredService<ReadAttachments>().ReadAsync(Owner.Local, TimeSpan.MaxValue, static _ => { }, Cancellation);

        var missed = new List<string>();
        for (var i = 0; i < Count; i++)
        {
            var found = await services.GetRequiredService<SearchMail>()
                .SearchAsync(Owner.Local, Sentence(i), TimeZoneInfo.Utc, 5, Cancellation);
            if (found is not [{ In: not null, Mail.Message.Subject: var subject }, ..] || subject != $"Mail {i}")
                missed.Add($"kind {i % Kinds.Length}: {Sentence(i)}");
        }

        missed.ShouldBeEmpty();
    }

    private static string Sentence(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Who[i % Who.Length]} {Does[i / 10 % Does.Length]} the {What[(i / 7) % What.Length]} at berth {1_000 + (i * 37)} every spring");

    private static byte[] Office(string name, string part, string sentence, string other)
    {
        using var file = new MemoryStream();
        file.Write(File.ReadAllBytes(Path.Combine(Repository.Folder, "tests", "Documents.Tests", "Papers", name)));
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(part)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
                text = reader.ReadToEnd();
            text.ShouldContain(sentence);
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(part).Open());
            writer.Write(text.Replace(sentence, other, StringComparison.Ordinal));
        }

        return file.ToArray();
    }

    private static byte[] Pdf(string sentence)
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        builder.AddPage(PageSize.A4);
        builder.AddPage(PageSize.A4).AddText(sentence, 12, new PdfPoint(50, 700), font);
        return builder.Build();
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
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

    private static byte[] Tar(string name, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }
}
