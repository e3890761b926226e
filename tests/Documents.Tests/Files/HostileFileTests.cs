using System.Text;
using CsCheck;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Documents.Tests.Files;

/// <summary>Files that were made to cost their reader.</summary>
public sealed class HostileFileTests
{
    private static readonly string[] Papers =
        ["lease.docx", "lease.odt", "lease.pdf", "lease.rtf", "lease.html", "costs.xlsx", "costs.ods", "plan.pptx", "plan.odp",
            "locked.pdf"];

    public static TheoryData<string> Names() => [.. Papers];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_FileWithBytesChanged_NeverThrowsAndStaysInBounds(string name)
    {
        var file = Sample.File(name);
        Gen.Select(Gen.Int[0, file.Length - 1].Array[1, 20], Gen.Byte.Array[20], Gen.Int[file.Length / 2, file.Length])
            .Sample(
                (places, bytes, length) =>
                {
                    var copy = file.ToArray();
                    for (var i = 0; i < places.Length; i++)
                        copy[places[i]] = bytes[i];
                    StaysInBounds(copy[..length]);
                },
                iter: 25, threads: 1);
    }

    /// <summary>The types that are short and come without a paper.</summary>
    public static TheoryData<string> Kinds() => ["calendar", "card", "mail", "csv", "json", "xml", "zip", "tar", "gzip"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_ShortFileWithBytesChanged_NeverThrowsAndStaysInBounds(string kind)
    {
        var file = Short(kind);
        Gen.Select(Gen.Int[0, file.Length - 1].Array[1, 8], Gen.Byte.Array[8], Gen.Int[1, file.Length], Gen.Int[1, 40]).Sample(
            (places, bytes, length, times) =>
            {
                var copy = file.ToArray();
                for (var i = 0; i < places.Length; i++)
                    copy[places[i]] = bytes[i];
                StaysInBounds(copy[..length]);
                StaysInBounds([.. Enumerable.Repeat(copy, times).SelectMany(static c => c)]);
            },
            iter: 60, threads: 1);
    }

    private static byte[] Short(string kind) => kind switch
    {
        "calendar" => Encoding.UTF8.GetBytes(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:20260302T100000\r\n"
            + "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4\r\nSUMMARY:Slip\r\nATTENDEE;CN=Anna:mailto:anna@kelpline.example\r\nEND:VEVENT\r\n"
            + "END:VCALENDAR\r\n"),
        "card" => Encoding.UTF8.GetBytes("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Mira Okonjo\r\nTEL;TYPE=cell:+49 40 1\r\nEND:VCARD\r\n"),
        "mail" => Encoding.UTF8.GetBytes(
            "From: a@x.example\r\nSubject: =?utf-8?q?Br=C3=BCcke?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
                + "boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain\r\n\r\nThe lock.\r\n--b\r\nContent-Type: text/csv; name=a.csv\r\n\r\na,b\r\n--b--\r\n"),
        "csv" => Encoding.UTF8.GetBytes("place,depth\r\n\"the point, east\",4.5\r\nmole,7\r\n"),
        "json" => Encoding.UTF8.GetBytes("{\"place\": \"mole\", \"depths\": [4.5, 7, null], \"open\": true}"),
        "xml" => Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><log><entry day=\"1\">The lock opens.</entry><entry/></log>"),
        "zip" => Sample.Zip(("card.vcf", Short("card")), ("mail.eml", Short("mail"))),
        "tar" => Sample.Tar(("card.vcf", Short("card")), ("mail.eml", Short("mail"))),
        _ => Sample.Gzip(Short("csv")),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_FileSplicedWithAnother_NeverThrowsAndStaysInBounds(string name)
    {
        var file = Sample.File(name);
        Gen.Select(Gen.Int[0, Papers.Length - 1], Gen.Int[0, file.Length], Gen.Int[0, 5_000]).Sample(
            (other, at, from) =>
            {
                var second = Sample.File(Papers[other]);
                StaysInBounds([.. file[..at], .. second.Skip(from % second.Length), .. file[at..]]);
            },
            iter: 10, threads: 1);
    }

    [Fact]
    public void Read_ZipThatUnpacksToMoreThanAllowed_EndsAtTheLimit()
    {
        var bomb = Sample.Zip(("zeros.txt", Encoding.ASCII.GetBytes(new string('0', 3 * 1024 * 1024))));

        Sample.Read(bomb, new AttachmentLimits { UnpackedMegabytes = 2 }).Outcome.ShouldBe(AttachmentOutcome.OverLimits);
    }

    [Fact]
    public void Read_DocumentThatUnpacksToMoreThanAllowed_EndsAtTheLimit()
    {
        var bomb = Sample.Zip(("word/document.xml", $"<document><body><p>{new string(' ', 3 * 1024 * 1024)}</p></body></document>"));

        Sample.Read(bomb, new AttachmentLimits { UnpackedMegabytes = 2 }).Outcome.ShouldBe(AttachmentOutcome.OverLimits);
    }

    [Fact]
    public void Read_ZipOfManyZipsThatShareALimit_EndsAtTheLimit()
    {
        var inner = Sample.Zip(("zeros.txt", new byte[1024 * 1024]));
        var bomb = Sample.Zip([.. Enumerable.Range(0, 20).Select(i => ($"{i}.zip", inner))]);

        Sample.Read(bomb, new AttachmentLimits { UnpackedMegabytes = 2 }).Outcome.ShouldBe(AttachmentOutcome.OverLimits);
    }

    [Fact]
    public void Read_ArchivesFiftyDeep_StopsAtTheDepth()
    {
        var file = Encoding.UTF8.GetBytes("at the bottom");
        for (var i = 0; i < 50; i++)
            file = Sample.Zip(("inner", file));

        var sample = Sample.Read(file);

        (sample.Outcome, sample.IsCut).ShouldBe((AttachmentOutcome.NoText, true));
    }

    [Fact]
    public void Read_GzipFiftyDeep_StopsAtTheDepth()
    {
        var file = Encoding.UTF8.GetBytes("at the bottom");
        for (var i = 0; i < 50; i++)
            file = Sample.Gzip(file);

        Sample.Read(file).IsCut.ShouldBeTrue();
    }

    [Fact]
    public void Read_MoreFilesThanAllowed_KeepsTheFirst()
    {
        var sample = Sample.Read(
            Sample.Zip([.. Enumerable.Range(0, 10).Select(static i => ($"{i}.txt", $"file {i}"))]), new AttachmentLimits { Files = 3 });

        sample.Passages.Select(static p => p.Text).ShouldBe(["file 0", "file 1", "file 2"]);
        sample.IsCut.ShouldBeTrue();
    }

    [Fact]
    public void Read_XmlWithEntities_DoesNotExpandThem()
    {
        const string Bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
            <a>&c;&f;</a>
            """;

        Sample.ReadText(Bomb).Passages.ShouldBeEmpty();
        Sample.Read(Sample.Zip(("word/document.xml", Bomb))).Outcome.ShouldBe(AttachmentOutcome.Damaged);
    }

    [Fact]
    public void Read_XmlAMillionElementsDeep_DoesNotOverflowTheStack()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 200_000));

        Sample.ReadText($"<?xml version=\"1.0\"?>{deep}").Outcome.ShouldBe(AttachmentOutcome.Damaged);
        Sample.Read(Sample.Zip(("word/document.xml", deep))).Outcome.ShouldBe(AttachmentOutcome.Damaged);
    }

    [Fact]
    public void Read_CellsRepeatedAMillionTimes_AreNotWrittenOut()
    {
        var sheet = Sample.Zip(
            ("META-INF/manifest.xml", "<manifest/>"), ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", """
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
                    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
                <table:table table:name="T"><table:table-row table:number-rows-repeated="1000000">
                <table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>
                </table:table-row></table:table></office:document-content>
                """));

        Sample.Read(sheet).Text.ShouldBe("x");
    }

    [Fact]
    public void Read_WorkbookWhoseCellsShareALongText_EndsAtTheLimit()
    {
        var book = Sample.Zip(
            ("xl/workbook.xml", """<workbook xmlns:r="urn:r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>"""),
            ("xl/sharedStrings.xml", $"<sst><si><t>{new string('x', 10_000)}</t></si></sst>"),
            ("xl/worksheets/s.xml",
                $"<worksheet><row>{string.Concat(Enumerable.Repeat("<c t=\"s\"><v>0</v></c>", 10_000))}</row></worksheet>"));

        var sample = Sample.Read(book, new AttachmentLimits { Characters = 50_000 });

        sample.IsCut.ShouldBeTrue();
        sample.Text.Length.ShouldBeLessThanOrEqualTo(50_000);
    }

    [Fact]
    public void Read_PdfOfManyObjects_StaysInBounds()
    {
        var pdf =
            new StringBuilder(
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\n");
        for (var i = 3; i < 50_000; i++)
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i} 0 obj<</A {i + 1} 0 R>>endobj\n");
        pdf.Append("trailer<</Root 1 0 R>>\n%%EOF");

        StaysInBounds(Encoding.ASCII.GetBytes(pdf.ToString()));
    }

    private static void StaysInBounds(byte[] file)
    {
        var limits = new AttachmentLimits { Characters = 20_000, UnpackedMegabytes = 4, Pages = 50, Files = 20 };
        var sample = Sample.Read(file, limits);
        sample.Passages.Sum(static p => p.Text.Length).ShouldBeLessThanOrEqualTo(limits.Characters);
        sample.Passages.ShouldAllBe(static p => p.Text.Length > 0);
    }
}
