using System.Text;
using CsCheck;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class MimeReaderTests
{
    [Fact]
    public void Read_OrdinaryMail_GivesWhatItSays()
    {
        var raw = TestMail.Bytes(TestMail.Header + "Cc: Tom <tom@x.example>\nBcc: b@x.example\n\nWe take the large bath.\n");

        var message = TestMail.Read(raw).Message;

        message.From.ShouldBe([new MailAddress("Anna Okafor", "anna@kelpline.example")]);
        message.To.ShouldBe([new MailAddress("", "mara@kelpline.example")]);
        message.Cc.ShouldBe([new MailAddress("Tom", "tom@x.example")]);
        message.Bcc.ShouldBe([new MailAddress("", "b@x.example")]);
        message.Subject.ShouldBe("Budget");
        message.MessageId.ShouldBe("1@kelpline.example");
        message.Date.ShouldBe(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        message.Text.ShouldBe("We take the large bath.");
        message.Attachments.ShouldBeEmpty();
        message.Size.ShouldBe(raw.Length);
        message.Id.Value.Length.ShouldBe(EmailId.Length);
    }

    [Theory]
    [InlineData(998, false)]
    [InlineData(999, true)]
    [InlineData(200_000, true)]
    public void Read_LongMessageId_IsCappedInReferencesToo(int length, bool isHashed)
    {
        var id = new string('x', length - "@y.example".Length) + "@y.example";

        var own = TestMail.Message($"From: a@b.example\nMessage-ID: <{id}>\n\ntext").MessageId;
        var references = TestMail.Read($"From: a@b.example\nMessage-ID: <2@b.example>\nIn-Reply-To: <{id}>\n\ntext").References;

        references.ShouldBe([own]);
        if (isHashed)
            own.ShouldMatch("^sha256-[0-9a-f]{64}$");
        else
            own.ShouldBe(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\n\n\n")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("hello world")]
    [InlineData("hello\nworld\n")]
    [InlineData("X-Only: this\n\ntext\n")]
    [InlineData("\u00ff\u00fe\u0000\u0001binary")]
    [InlineData("From anna@x.example Mon Mar  2 10:00:00 2026\n")]
    public void Read_NoMail_IsUnreadable(string text) => Should.Throw<UnreadableMailException>(() => TestMail.Read(text));

    [Theory]
    [InlineData("From: a@x.example\n\n")]
    [InlineData("From: a@x.example")]
    [InlineData("Subject: x\n\ny")]
    [InlineData("Received: from x\n\ny")]
    [InlineData("From anna@x.example Mon Mar  2 10:00:00 2026\nFrom: a@x.example\n\ny")]
    [InlineData(">From anna@x.example Mon Mar  2 10:00:00 2026\nFrom: a@x.example\n\ny")]
    [InlineData("\u00ef\u00bb\u00bfFrom: a@x.example\n\ny")]
    public void Read_BareMail_IsRead(string text) => TestMail.Read(text).Message.Size.ShouldBe(TestMail.Bytes(text).Length);

    [Theory]
    [InlineData("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße")]
    [InlineData("=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße")]
    [InlineData("=?iso-8859-1?Q?Gr=FC=DFe?= an alle", "Grüße an alle")]
    [InlineData("=?iso-2022-jp?B?GyRCST4yQTUhGyhC?=", "評価機")]
    [InlineData("=?koi8-r?Q?=F0=D2=C9=D7=C5=D4?=", "Привет")]
    [InlineData("=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?=", "Привет")]
    [InlineData("=?gb18030?B?xOO6ww==?=", "你好")]
    [InlineData("=?utf-8?q?one?= =?utf-8?q?_two?=", "one two")]
    [InlineData("=?utf-8?q?=E2=82?= =?utf-8?q?=AC_5?=", "€ 5")]
    [InlineData("=?utf-8?q?broken", "=?utf-8?q?broken")]
    [InlineData("Gr\u00c3\u00bc\u00c3\u009fe", "Grüße")]
    [InlineData("Gr\u00fc\u00dfe", "Grüße")]
    [InlineData("a\n b\n\tc", "a b c")]
    [InlineData("  spaces   inside  ", "spaces inside")]
    [InlineData("", "")]
    public void Read_Subject_IsDecoded(string header, string subject) =>
        TestMail.Message($"From: a@x.example\nSubject: {header}\n\nx").Subject.ShouldBe(subject);

    [Fact]
    public void Read_UnknownCharsetInSubject_KeepsTheAsciiPart() =>
        TestMail.Message("From: a@x.example\nSubject: =?x-nonsense?q?abc=FFdef?=\n\nx").Subject.ShouldStartWith("abc");

    [Theory]
    [InlineData("=?utf-8?q?hi=0D=0ABcc:_evil@x.example?=")]
    [InlineData("=?utf-8?q?hi=0AX:_y?=")]
    [InlineData("=?utf-8?q?hi=00there?=")]
    [InlineData("=?utf-8?q?hi=1B[31mred?=")]
    [InlineData("=?utf-8?q?a=E2=80=A8b=C2=85c?=")]
    [InlineData("=?utf-8?b?aGkNCkJjYzogZXZpbEB4LmV4YW1wbGU=?=")]
    [InlineData("plain\u0001\u0007\u007f")]
    public void Read_ControlCharactersInHeaders_NeverComeOut(string hostile)
    {
        var read = TestMail.Read(
            $"""
            From: {hostile} <a@x.example>
            To: "{hostile}" <b@x.example>, "c\n d"@x.example
            Subject: {hostile}
            Message-ID: <"i
             d{hostile}"@x.example>
            References: <"r
             s{hostile}"@x.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: application/pdf; name="{hostile}.pdf"
            Content-ID: <{hostile}@x>

            --b
            Content-Type: message/rfc822

            Subject: {hostile}

            --b--
            """);

        foreach (var text in Lines(read))
            text.ShouldNotContain(static c => char.IsControl(c) || c == '\u2028', Uri.EscapeDataString(text));
    }

    [Theory]
    [InlineData("a@x.example, \"B, C\" <b@x.example>", "a@x.example|B, C <b@x.example>")]
    [InlineData("Team: a@x.example, B <b@x.example>;", "a@x.example|B <b@x.example>")]
    [InlineData("Outer: Inner: a@x.example;;, b@x.example", "a@x.example|b@x.example")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("<@relay.example:a@x.example>", "a@x.example")]
    [InlineData("a@x.example (Anna Berg)", "Anna Berg <a@x.example>")]
    [InlineData("a@x.example,,b@x.example,", "a@x.example|b@x.example")]
    [InlineData("Berg, Anna <a@x.example>", "Berg, Anna <a@x.example>")]
    [InlineData("<a@x.example", "a@x.example")]
    [InlineData("MAILER-DAEMON", "MAILER-DAEMON")]
    [InlineData("Anna Berg", "Anna Berg")]
    [InlineData("anna at x.example", "anna at x.example")]
    [InlineData("\"\" <>", "")]
    [InlineData("(((((", "")]
    [InlineData("=?utf-8?q?Berg=2C_Anna?= <a@x.example>", "Berg, Anna <a@x.example>")]
    public void Read_Addresses_AreReadAsFarAsPossible(string header, string expected) =>
        string.Join('|', TestMail.Message($"From: q@x.example\nTo: {header}\n\nx").To).ShouldBe(expected);

    [Fact]
    public void Read_NoFrom_TakesSender() =>
        TestMail.Message("Sender: Boss <s@x.example>\nSubject: x\n\nx").Sender.ShouldBe(new MailAddress("Boss", "s@x.example"));

    [Fact]
    public void Read_NoSenderAtAll_GivesAnEmptyOne()
    {
        var message = TestMail.Message("Subject: x\n\nx");

        message.From.ShouldBeEmpty();
        message.Sender.Display.ShouldBe("");
    }

    [Fact]
    public void Read_References_RootFirstParentLastWithoutItself()
    {
        var read = TestMail.Read(
            """
            From: a@x.example
            Message-ID: <self@x>
            References: <root@x> <mid@x>
             <root@x> <self@x>
            In-Reply-To: <parent@x> (your mail of Monday)

            x
            """);

        read.References.ShouldBe(["root@x", "mid@x", "parent@x"]);
    }

    [Fact]
    public void Read_VeryManyReferences_KeepsFirstAndLast()
    {
        var ids = Enumerable.Range(0, 15_000).Select(static i => $"<{i:D40}@x.example>");
        var mail = TestMail.Bytes($"From: a@x.example\nReferences: {string.Join("\n ", ids)}\n\nx");

        var references = Quickly.Run(() => TestMail.Read(mail).References);

        references.Count.ShouldBe(100);
        references[0].ShouldStartWith("0000000000000000000000000000000000000000@");
        references[^1].ShouldStartWith("0000000000000000000000000000000000014999@");
    }

    [Theory]
    [InlineData("From: a@x.example\r\nX-Big: {0}\r\n\r\ntext")]
    [InlineData("{0}: x\r\nFrom: a@x.example\r\n\r\ntext")]
    [InlineData("From: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX-Big: {0}\r\n\r\ntext\r\n--b--\r\n")]
    [InlineData("From: a@x.example\r\nContent-Type: message/rfc822\r\n\r\nFrom: b@x.example\r\nX-Big: {0}\r\n\r\ntext")]
    public void TryRead_FieldOfManyMegabytes_IsRefusedAtOnce(string mail)
    {
        var raw =
            Encoding.ASCII.GetBytes(
                mail.Replace("{0}", string.Concat(Enumerable.Repeat("abcdefgh\r\n ", 4_000_000)), StringComparison.Ordinal));

        var (read, problem) = Quickly.Run(() => new MimeReader(TimeProvider.System).TryRead(UserId.Local, raw, TestMail.Fallback));

        read.ShouldBeNull();
        problem.ShouldBe("a field of its headers is longer than 1 MB");
    }

    [Fact]
    public void TryRead_LongLinesInTheBody_AreNoHeaders()
    {
        var line = new string('x', 3 * BoundedMimeParser.MaxField);

        TestMail.Read(
            $"From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n{line}\n--b\n\n {line}\n--b\nContent-Type: "
                + $"text/html\n\n{line}\n--b--\n{line}\n")
            .Message.From.ShouldBe([new MailAddress("", "a@x.example")]);
    }

    [Fact]
    public void Read_HugeHeaders_AreReadInShortTime()
    {
        var mail = $"From: a@x.example\nX-Big: {string.Concat(Enumerable.Repeat("abcdefgh\n ", 90_000))}\n"
            + string.Concat(Enumerable.Range(0, 9_900).Select(static i => $"X-{i}: v\n"))
            + $"To: {string.Join(",\n ", Enumerable.Range(0, 5_000).Select(static i => $"N{i} <{i}@x.example>"))}\nSubject: s\n\ntext";

        var message = Quickly.Run(() => TestMail.Message(mail));

        message.Subject.ShouldBe("s");
        message.To.Count.ShouldBe(5_000);
        message.Text.ShouldBe("text");
    }

    [Fact]
    public void Read_RawMemoryWithinAnArray_ReadsOnlyThat()
    {
        var mail = TestMail.Bytes(TestMail.Header + "\ntext");
        byte[] padded = [.. "garbage"u8, .. mail, .. "more garbage"u8];

        var message = new MimeReader(TimeProvider.System).Read(
            Core.Users.UserId.Local, padded.AsMemory(7, mail.Length), TestMail.Fallback).Message;

        message.Text.ShouldBe("text");
        message.Size.ShouldBe(mail.Length);
    }

    [Fact]
    public void Read_RandomBytes_GivesAMailOrIsUnreadable() =>
        Gen.Byte.Array[0, 2_000].Sample(ReadOrUnreadable, iter: Iterations.Of(2_000));

    [Fact]
    public void Read_RandomHeadersAndBody_GivesAMailOrIsUnreadable()
    {
        string[] pieces =
        [
            "From: ", "Subject: ", "Date: ", "Content-Type: ", "Content-Transfer-Encoding: ", "Content-Disposition: ", "References: ",
            "multipart/mixed; boundary=b", "multipart/alternative; boundary=\"\"", "text/html", "text/plain; format=flowed; delsp=yes",
            "message/rfc822", "message/delivery-status", "application/ms-tnef", "; charset=", "utf-7", "iso-2022-jp", "utf-16", "base64",
            "quoted-printable", "x-uuencode", "--b", "--b--", "\r\n", "\n", "\r", " ", "\0", "=?utf-8?q?", "?=", "=", "<", ">",
            "\"", "(", ";",
            ":", "*0*=", "''", "%", "\u00e9", "<p style=display:none>", "</", "<!--", "&#x", "From a Mon Jan 1 00:00:00 2024",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 60]
            .Select(picks => Encoding.Latin1.GetBytes(string.Concat(picks.Select(i => pieces[i]))))
            .Sample(ReadOrUnreadable, iter: Iterations.Of(2_500));
    }

    [Fact]
    public void Read_MutatedRealMails_GivesAMailOrIsUnreadable()
    {
        var mails = SampleMailbox.Files.Select(File.ReadAllBytes).Where(static m => m.Length < 30_000).ToArray();
        var edit = Gen.Select(Gen.Double.Unit, Gen.Int[0, 3], Gen.Byte.Array[1, 20]);
        Gen.Select(Gen.Int[0, mails.Length - 1], edit.Array[1, 8]).Sample(
            (mail, edits) => ReadOrUnreadable(edits.Aggregate(mails[mail], static (bytes, e) => Mutate(bytes, e.Item1, e.Item2, e.Item3))),
            iter: Iterations.Of(800));
    }

    private static byte[] Mutate(byte[] bytes, double where, int how, byte[] with)
    {
        var at = (int)(where * bytes.Length);
        return how switch
        {
            0 => [.. bytes[..at], .. with, .. bytes[at..]],
            1 => bytes[..at],
            2 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + (with.Length * 10))..]],
            _ => [.. bytes[..at], .. with, .. bytes[Math.Min(bytes.Length, at + with.Length)..]],
        };
    }

    private static void ReadOrUnreadable(byte[] raw)
    {
        ReadMail read;
        try
        {
            read = TestMail.Read(raw);
        }
        catch (UnreadableMailException)
        {
            return;
        }

        read.Message.Text.ShouldNotContain('\0');
        foreach (var line in Lines(read))
            line.ShouldNotContain(static c => char.IsControl(c));
        foreach (var text in Lines(read).Append(read.Message.Text))
            Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).ShouldBe(text);
    }

    private static IEnumerable<string> Lines(ReadMail read)
    {
        var m = read.Message;
        return m.From.Concat(m.To).Concat(m.Cc).Concat(m.Bcc).SelectMany(static a => new[] { a.Name, a.Address })
            .Concat(m.Attachments.SelectMany(static a => new[] { a.Name, a.ContentType, a.ContentId ?? "" }))
            .Concat(read.References).Append(m.Subject).Append(m.MessageId);
    }
}
