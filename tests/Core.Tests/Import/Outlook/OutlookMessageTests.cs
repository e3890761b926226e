using System.Buffers.Binary;
using System.Text;
using CsCheck;
using InboxMind.Core.Import;
using InboxMind.Core.Import.Outlook;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Import.Outlook;

public sealed class OutlookMessageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_MessageWithoutHeaders_IsMadeOfItsProperties()
    {
        var mail = Read(Message());

        (mail.Subject, mail.Text.Trim()).ShouldBe(("Møte på brygga", "We meet at the quay."));
        mail.From.ShouldBe([new MailAddress("Mira Okonjo", "mira@example.org")]);
        mail.To.ShouldBe([new MailAddress("Jon", "jon@example.org")]);
        mail.Cc.ShouldBe([new MailAddress("Anna", "anna@example.org")]);
        mail.Date.ShouldBe(new DateTimeOffset(2025, 3, 4, 5, 6, 7, TimeSpan.Zero));
        mail.MessageId.ShouldBe("quay@example.org");
        var attached = mail.Attachments.ShouldHaveSingleItem();
        (attached.Name, attached.ContentType, attached.Size).ShouldBe(("chart.bin", "application/octet-stream", 9_000));
    }

    [Fact]
    public void Read_MessageWithHeaders_KeepsThemAndNotHowItWasPacked()
    {
        var mail = Read(Message("From: Ben <ben@example.org>\r\nSubject: As it came\r\nDate: Mon, 3 Mar 2025 10:00:00 +0000\r\n"
            + "Message-ID: <as-it-came@example.org>\r\nContent-Type: multipart/mixed; boundary=gone\r\nMIME-Version: 1.0\r\n\r\n"));

        (mail.Subject, mail.MessageId, mail.Sender.Address).ShouldBe(("As it came", "as-it-came@example.org", "ben@example.org"));
        mail.Text.Trim().ShouldBe("We meet at the quay.");
        mail.Attachments.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("no header can be read here: it is a sentence\r\n\r\n")]
    [InlineData("X-Mailer: one of those that keep nothing else\r\n\r\n")]
    public void Read_HeadersOfNoUse_IsMadeOfItsProperties(string headers)
    {
        var mail = Read(Message(headers));

        (mail.Subject, mail.MessageId, mail.Sender.Address).ShouldBe(("Møte på brygga", "quay@example.org", "mira@example.org"));
    }

    [Fact]
    public void Read_HtmlAlone_IsItsText()
    {
        var mail = Read(Message(plain: "", add: static file =>
            file.Stream(0, "__substg1.0_10130102", "<p>We meet at the <b>lock</b>.</p>"u8.ToArray())));

        mail.Text.Trim().ShouldBe("We meet at the lock.");
    }

    [Fact]
    public void Read_TextAndHtml_HasBoth()
    {
        var written = Encoding.UTF8.GetString(OutlookMessage.Read(Message(add: static file =>
            Text(file, 0, "1013001F", "<p>We meet at the <b>quay</b>.</p>"))).Mail);

        written.ShouldContain("multipart/alternative");
        written.ShouldContain("We meet at the quay.");
        written.ShouldContain("<b>quay</b>");
    }

    [Fact]
    public void Read_RichTextAlone_IsItsText() =>
        Read(Message(plain: "", add: static file =>
            file.Stream(0, "__substg1.0_10090102", Packed(@"{\rtf1\ansi We meet at the \b mill\b0 .}"))))
            .Text.Trim().ShouldBe("We meet at the mill.");

    [Fact]
    public void Read_MessageInAMessage_IsAttached()
    {
        var mail = Read(Message(add: static file =>
        {
            var attached = file.Folder(0, "__attach_version1.0_#00000001");
            file.Stream(attached, "__properties_version1.0", new byte[8]);
            var inner = file.Folder(attached, "__substg1.0_3701000D");
            file.Stream(inner, "__properties_version1.0", new byte[24]);
            Text(file, inner, "0037001F", "The tide table");
            Text(file, inner, "1000001F", "High water is at noon.");
        }));

        mail.Attachments.Count.ShouldBe(2);
        mail.Attachments[1].ContentType.ShouldBe("message/rfc822");
        mail.Attachments[1].Name.ShouldContain("The tide table");
    }

    [Fact]
    public void Read_MessagesWithinMessagesWithoutEnd_EndsAtTheBound()
    {
        var written = Encoding.UTF8.GetString(OutlookMessage.Read(Message(add: static file =>
        {
            for (var (depth, parent) = (1, 0); depth < 40; depth++)
            {
                var attached = file.Folder(parent, "__attach_version1.0_#00000001");
                file.Stream(attached, "__properties_version1.0", new byte[8]);
                parent = file.Folder(attached, "__substg1.0_3701000D");
                file.Stream(parent, "__properties_version1.0", new byte[24]);
                Text(file, parent, "1000001F", $"Depth {depth}.");
            }
        })).Mail);

        written.ShouldContain("Depth 7.");
        written.ShouldNotContain("Depth 8.");
    }

    [Fact]
    public void Read_AttachmentThatIsALink_IsLeftOut() => Read(Message(add: static file =>
    {
        var attached = file.Folder(0, "__attach_version1.0_#00000001");
        file.Stream(attached, "__properties_version1.0", new byte[8]);
        Text(file, attached, "3707001F", "elsewhere.bin");
    })).Attachments.ShouldHaveSingleItem().Name.ShouldBe("chart.bin");

    [Fact]
    public void Read_AttachmentOfManyMegabytes_IsWhole()
    {
        var data = new byte[8_000_000];
        for (var i = 0; i < data.Length; i++)
            data[i] = (byte)(i / 512);

        var written = OutlookMessage.Read(Message(add: file =>
        {
            var attached = file.Folder(0, "__attach_version1.0_#00000001");
            file.Stream(attached, "__properties_version1.0", new byte[8]);
            Text(file, attached, "3707001F", "film.bin");
            file.Stream(attached, "__substg1.0_37010102", data);
        })).Mail;

        using var mail = MimeKit.MimeMessage.Load(new MemoryStream(written), TestContext.Current.CancellationToken);
        using var content = new MemoryStream();
        mail.Attachments.OfType<MimeKit.MimePart>().Single(static p => p.FileName == "film.bin").Content.ShouldNotBeNull()
            .DecodeTo(content, TestContext.Current.CancellationToken);
        content.ToArray().AsSpan().SequenceEqual(data).ShouldBeTrue();
    }

    [Fact]
    public void Read_Twice_GivesTheSameBytes() => OutlookMessage.Read(Message()).Mail.ShouldBe(OutlookMessage.Read(Message()).Mail);

    [Fact]
    public void Read_MessageWithBytesChanged_FailsAsDamagedOrReads()
    {
        var file = Message();
        Gen.Select(Gen.Int[0, file.Length - 1].Array[1, 12], Gen.Byte.Array[12], Gen.Int[1, file.Length]).Sample(
            (places, bytes, length) =>
            {
                var copy = file.ToArray();
                for (var i = 0; i < places.Length; i++)
                    copy[places[i]] = bytes[i];
                var read = OutlookFiles.Read(new RawMail(copy.AsMemory(0, length), "Inbox", MailFlags.None, default, "file.msg", null));
                (read.Problem is not null || read.Bytes.Length > 0).ShouldBeTrue();
            },
            iter: Iterations.Of(500), threads: 1);
    }

    [Fact]
    public void Open_FileAndArchive_ReadTheMessage()
    {
        File.WriteAllBytes(_folder["note.msg"], Message());
        using (var zip = System.IO.Compression.ZipFile.Open(_folder["all.zip"], System.IO.Compression.ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("Projects/note.msg").Open();
            entry.Write(Message());
        }

        var mails = MailFiles.Open([_folder["note.msg"], _folder["all.zip"]]).Read(TestContext.Current.CancellationToken).ToList();

        mails.Select(static m => m.Problem).ShouldBe([null, null]);
        mails[1].Folder.ShouldBe("Projects");
        mails.Select(static m => Encoding.UTF8.GetString(m.Bytes.Span))
            .ShouldAllBe(static m => m.Contains("mira@example.org", StringComparison.Ordinal));
        mails[0].Flags.ShouldBe(MailFlags.Seen);
    }

    [Fact]
    public void Open_DamagedMessage_IsSetAsideWithTheReason()
    {
        File.WriteAllBytes(_folder["note.msg"], Message()[..600]);

        MailFiles.Open([_folder["note.msg"]]).Read(TestContext.Current.CancellationToken).ShouldHaveSingleItem()
            .Problem.ShouldBe("the file of Outlook is damaged");
    }

    private static MailMessage Read(byte[] file) => new MimeReader(TimeProvider.System)
        .Read(UserId.Local, OutlookMessage.Read(file).Mail, DateTimeOffset.UnixEpoch).Message;

    private static byte[] Message(string headers = "", string plain = "We meet at the quay.\r\n", Action<CompoundFileWriter>? add = null)
    {
        var file = new CompoundFileWriter();
        Text(file, 0, "0037001F", "Møte på brygga");
        Text(file, 0, "0C1A001F", "Mira Okonjo");
        Text(file, 0, "5D01001F", "mira@example.org");
        Text(file, 0, "1035001F", "<quay@example.org>");
        if (plain.Length > 0)
            Text(file, 0, "1000001F", plain);
        if (headers.Length > 0)
            Text(file, 0, "007D001F", headers);
        var time = new DateTimeOffset(2025, 3, 4, 5, 6, 7, TimeSpan.Zero).ToFileTime();
        file.Stream(0, "__properties_version1.0", [.. new byte[32], .. Fixed(0x00390040, (ulong)time), .. Fixed(0x0E070003, 1)]);
        Recipient(file, 0, 1, "Jon", "jon@example.org");
        Recipient(file, 1, 2, "Anna", "anna@example.org");
        var attached = file.Folder(0, "__attach_version1.0_#00000000");
        file.Stream(attached, "__properties_version1.0", [.. new byte[8], .. Fixed(0x37050003, 1)]);
        Text(file, attached, "3707001F", "chart.bin");
        file.Stream(attached, "__substg1.0_37010102", [.. Enumerable.Range(0, 9_000).Select(static i => (byte)i)]);
        add?.Invoke(file);
        return file.Write();
    }

    private static void Recipient(CompoundFileWriter file, int number, uint kind, string name, string address)
    {
        var folder = file.Folder(0, $"__recip_version1.0_#0000000{number}");
        file.Stream(folder, "__properties_version1.0", [.. new byte[8], .. Fixed(0x0C150003, kind)]);
        Text(file, folder, "3001001F", name);
        Text(file, folder, "39FE001F", address);
    }

    private static void Text(CompoundFileWriter file, int folder, string tag, string text) =>
        file.Stream(folder, $"__substg1.0_{tag}", Encoding.Unicode.GetBytes(text));

    /// <summary>As rich text is kept when it is not compressed (MS-OXRTFCP).</summary>
    private static byte[] Packed(string rtf)
    {
        var bytes = new byte[16 + rtf.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)(12 + rtf.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)rtf.Length);
        "MELA"u8.CopyTo(bytes.AsSpan(8));
        Encoding.ASCII.GetBytes(rtf, bytes.AsSpan(16));
        return bytes;
    }

    private static byte[] Fixed(uint tag, ulong value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, tag);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), value);
        return bytes;
    }
}
