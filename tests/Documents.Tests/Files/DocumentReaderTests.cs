using System.Text;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Documents.Tests.Files;

public sealed class DocumentReaderTests
{
    [Theory]
    [InlineData("lease.docx")]
    [InlineData("lease.odt")]
    [InlineData("lease.pdf")]
    [InlineData("lease.rtf")]
    [InlineData("lease.html")]
    public void Read_TextDocument_HoldsItsSentencesTableAndFootnote(string name)
    {
        var sample = Sample.Read(name);

        sample.Outcome.ShouldBe(AttachmentOutcome.Read);
        sample.IsCut.ShouldBeFalse();
        sample.Text.ShouldContain("Lease of the boat shed");
        sample.Text.ShouldContain("harbour of Brünnsvik and Mira Okonjo");
        sample.Text.ShouldContain("The rent is 480 euros a month, due on the third working day");
        sample.Text.ShouldContain("Holidays of the island count as working days.");
        sample.Text.ShouldContain("Notice is given three months ahead, in writing.");
        sample.Text.Split('\n', StringSplitOptions.TrimEntries).Where(static l => l.Length > 0)
            .SkipWhile(static l => !l.StartsWith("Winter storage", StringComparison.Ordinal)).Take(2)
            .ShouldContain(static l => l.EndsWith("95 euros", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("costs.xlsx")]
    [InlineData("costs.ods")]
    public void Read_Workbook_HoldsRowsUnderTheirSheets(string name)
    {
        var sample = Sample.Read(name);

        sample.Passages.Select(static p => p.Sheet).ShouldBe(["Costs", "Appointments"]);
        sample.Passages[0].Text.Split('\n').Select(static l => l.Trim())
            .ShouldBe(["Item\tSupplier\tEuros", "Slate roof\tHalvorsen & Sons\t7350", "Gutters\tBlikk Øst\t812.5"]);
        sample.Passages[1].Text.ShouldBe("Scaffold goes up\t2025-05-19");
        sample.Passages[1].Place.ShouldBe("sheet Appointments");
    }

    [Theory]
    [InlineData("plan.pptx")]
    [InlineData("plan.odp")]
    public void Read_Presentation_HoldsSlidesWithNotes(string name)
    {
        var sample = Sample.Read(name);

        sample.Passages.Select(static p => p.Slide).ShouldBe([1, 2]);
        sample.Passages[0].Text.ShouldBe(
            "Island library\nOpening in the old customs house\nThank the ferry company for the shelves.");
        sample.Passages[1].Text.ShouldBe("Staff\nTwo librarians and eleven volunteers");
    }

    [Fact]
    public void Read_Card_HoldsWhatItSaysOfSomeone() => Sample.ReadText(
        """
        BEGIN:VCARD
        VERSION:3.0
        N:Okonjo;Mira;;;
        FN:Mira Okonjo
        ORG:Harbour of Brünnsvik;Moorings
        item1.TEL;TYPE=cell:+47 22 00 00 00
        ADR;TYPE=work:;;Quay 3;Brünnsvik;;0150;Norway
        NOTE:Speaks Igbo\, Norwegian and
          English
        PHOTO;ENCODING=b:AAAA
        END:VCARD
        """).Text.ShouldBe(
        "Name: Mira Okonjo\nOrganisation: Harbour of Brünnsvik, Moorings\nTelephone: +47 22 00 00 00\n"
        + "Address: Quay 3, Brünnsvik, 0150, Norway\nNote: Speaks Igbo, Norwegian and English");

    [Fact]
    public void Read_Calendar_SaysWhatWhenAndWhere()
    {
        var text = Sample.ReadText(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Launch of the ferry\r\nLOCATION:North quay\r\n"
            + "DTSTART:20250601T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").Text;

        text.ShouldContain("Launch of the ferry");
        text.ShouldContain("North quay");
        text.ShouldContain("2025");
    }

    [Fact]
    public void Read_Xml_HoldsEachTextUnderItsName() =>
        Sample.ReadText("<?xml version=\"1.0\"?><Invoice><ID>4711</ID><Note>Net 30 days</Note></Invoice>").Text
            .ShouldBe("ID: 4711\nNote: Net 30 days");

    [Theory]
    [InlineData("item;price\nrope;12,50")]
    [InlineData("{\"item\": \"rope\", \"price\": 12.5}")]
    [InlineData("Subject to approval by the board.")]
    public void Read_PlainText_IsTheText(string text) => Sample.ReadText(text).Text.ShouldBe(text);

    [Fact]
    public void Read_TextInAnotherCharset_IsDecoded() =>
        Sample.Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("Brünnsvik, Łódź")).ToArray()).Text
            .ShouldBe("Brünnsvik, Łódź");

    [Fact]
    public void Read_Mail_HoldsItsHeadItsTextAndItsAttachments()
    {
        var table = Convert.ToBase64String(Sample.File("costs.xlsx"));
        var sample = Sample.ReadText(
            $"""
            From: Mira <mira@example.org>
            To: Jon <jon@example.org>
            Subject: The roof
            Date: Mon, 3 Mar 2025 10:00:00 +0000
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Here are the costs.
            --b
            Content-Type: application/octet-stream; name=costs.bin
            Content-Transfer-Encoding: base64

            {table}
            --b--
            """);

        sample.Text.ShouldContain("Subject: The roof\n");
        sample.Text.ShouldContain("Here are the costs.");
        sample.Passages.Single(static p => p.Sheet == "Costs").Place.ShouldBe("costs.bin, sheet Costs");
    }

    [Fact]
    public void Read_ArchivesWithinOneAnother_NameTheWay()
    {
        var inner = Sample.Zip(("roof/costs.xlsx", Sample.File("costs.xlsx")));
        var archive = Sample.Gzip(Sample.Tar(("papers/inner.zip", inner), ("papers/lease.rtf", Sample.File("lease.rtf"))));

        var sample = Sample.Read(archive);

        sample.Outcome.ShouldBe(AttachmentOutcome.Read);
        sample.Passages.Select(static p => p.Place).ShouldBe(
            ["papers/inner.zip/roof/costs.xlsx, sheet Costs", "papers/inner.zip/roof/costs.xlsx, sheet Appointments", "papers/lease.rtf"]);
    }

    [Fact]
    public void Read_EncryptedPdf_SaysSo() => Sample.Read("locked.pdf").Outcome.ShouldBe(AttachmentOutcome.Encrypted);

    [Fact]
    public void Read_EncryptedOfficeFile_SaysSo() => Sample.Read(
    [
        0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504], .. Encoding.Unicode.GetBytes("EncryptedPackage"),
        .. new byte[512],
    ]).Outcome.ShouldBe(AttachmentOutcome.Encrypted);

    [Fact]
    public void Read_EncryptedOpenDocument_SaysSo() => Sample.Read(Sample.Zip(
        ("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "scrambled"),
        ("META-INF/manifest.xml", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>")))
        .Outcome.ShouldBe(AttachmentOutcome.Encrypted);

    [Fact]
    public void Read_Picture_HasNoText() =>
        Sample.Read([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13]).Outcome.ShouldBe(AttachmentOutcome.NoText);

    [Fact]
    public void Read_Nothing_HasNoText() => Sample.Read([]).Outcome.ShouldBe(AttachmentOutcome.NoText);

    [Fact]
    public void Read_Program_IsOfAnotherKind() => Sample.Read([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0])
        .Outcome.ShouldBe(AttachmentOutcome.OtherKind);

    [Theory]
    [InlineData("lease.pdf")]
    [InlineData("lease.docx")]
    public void Read_HalfAFile_IsDamagedOrReadInPart(string name)
    {
        var file = Sample.File(name);

        var sample = Sample.Read(file[..(file.Length / 2)]);

        (sample.Outcome == AttachmentOutcome.Damaged || sample is { Outcome: AttachmentOutcome.Read, IsCut: true }).ShouldBeTrue(
            $"{sample.Outcome} {sample.IsCut}");
    }

    [Fact]
    public void Read_MoreCharactersThanAllowed_KeepsTheBeginning()
    {
        var sample = Sample.Read(
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("quay ", 1_000))), new AttachmentLimits { Characters = 1_000 });

        (sample.Outcome, sample.IsCut).ShouldBe((AttachmentOutcome.Read, true));
        sample.Text.Length.ShouldBeInRange(990, 1_000);
    }

    [Fact]
    public void Read_MorePagesThanAllowed_KeepsTheFirst()
    {
        var sample = Sample.Read("lease.pdf", new AttachmentLimits { Pages = 1 });

        (sample.Outcome, sample.IsCut).ShouldBe((AttachmentOutcome.Read, true));
        sample.Passages.Single().Page.ShouldBe(1);
    }

    [Fact]
    public void Read_FileLargerThanAllowed_IsNotRead() =>
        Sample.Read(new byte[(1024 * 1024) + 1], new AttachmentLimits { FileMegabytes = 1 }).Outcome.ShouldBe(AttachmentOutcome.OverLimits);
}
