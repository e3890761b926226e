using System.Text;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class MimeBodyTests
{
    [Theory]
    [InlineData("utf-8", "Gr\u00c3\u00bc\u00c3\u009fe", "Grüße")]
    [InlineData("UTF-8", "\u00ef\u00bb\u00bfGr\u00c3\u00bc\u00c3\u009fe", "Grüße")]
    [InlineData("iso-8859-1", "Gr\u00fc\u00dfe", "Grüße")]
    [InlineData("iso-8859-1", "\u0093quoted\u0094 \u0096 5 \u0080", "“quoted” – 5 €")]
    [InlineData("windows-1252", "5 \u0080", "5 €")]
    [InlineData("windows-1251", "\u00cf\u00f0\u00e8\u00e2\u00e5\u00f2", "Привет")]
    [InlineData("koi8-r", "\u00f0\u00d2\u00c9\u00d7\u00c5\u00d4", "Привет")]
    [InlineData("iso-2022-jp", "\u001b$BI>2A5!\u001b(B", "評価機")]
    [InlineData("gb18030", "\u00c4\u00e3\u00ba\u00c3", "你好")]
    [InlineData("big5", "\u00a7\u00da", "我")]
    [InlineData("euc-kr", "\u00b0\u00a1", "가")]
    [InlineData("iso-8859-15", "5 \u00a4", "5 €")]
    [InlineData("\"cp-850\"", "\u0081", "ü")]
    [InlineData("us-ascii", "plain", "plain")]
    [InlineData("us-ascii", "Gr\u00fc\u00dfe", "Grüße")]
    [InlineData("us-ascii", "Gr\u00c3\u00bc\u00c3\u009fe", "Grüße")]
    [InlineData("x-nonsense", "Gr\u00fc\u00dfe", "Grüße")]
    [InlineData("x-nonsense", "Gr\u00c3\u00bc\u00c3\u009fe", "Grüße")]
    [InlineData("utf-7", "plain", "plain")]
    [InlineData("\"\"", "Gr\u00fc\u00dfe", "Grüße")]
    [InlineData("\"\0\"", "plain", "plain")]
    [InlineData("utf-8", "a\u00fcb", "a\u00fcb")]
    public void Read_Charset_IsDecoded(string charset, string body, string text) =>
        TestMail.WithBody($"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n{body}").Text.ShouldBe(text);

    [Theory]
    [InlineData("Gr\u00c3\u00bc\u00c3\u009fe", "Grüße")]
    [InlineData("Gr\u00fc\u00dfe \u0096 5 \u0080", "Grüße – 5 €")]
    public void Read_NoContentType_TakesUtf8OrWindows1252(string body, string text) => TestMail.WithBody($"\n{body}").Text.ShouldBe(text);

    [Fact]
    public void Read_HtmlThatNamesItsCharset_BelievesIt() =>
        TestMail.WithBody("Content-Type: text/html\n\n<html><head><meta charset=\"koi8-r\"></head><p>\u00f0\u00d2\u00c9\u00d7\u00c5\u00d4")
            .Text.ShouldBe("Привет");

    [Theory]
    [InlineData("base64", "R3LDvMOfZQ==", "Grüße")]
    [InlineData("BASE64", "R3LD\nvMOf\nZQ==\n", "Grüße")]
    [InlineData("base64", "!R3L D\tvMO\0fZQ==", "Grüße")]
    [InlineData("quoted-printable", "Gr=C3=BC=C3=9F=\ne", "Grüße")]
    [InlineData("quoted-printable", "50=", "50")]
    [InlineData("quoted-printable", "a=ZZb", "a=ZZb")]
    [InlineData("x-unknown", "plain", "plain")]
    [InlineData("7bit", "Gr\u00c3\u00bc\u00c3\u009fe", "Grüße")]
    public void Read_TransferEncoding_IsDecoded(string encoding, string body, string text) =>
        TestMail.WithBody($"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}").Text.ShouldBe(text);

    [Fact]
    public void Read_NulsInText_AreLeftOut() => TestMail.WithBody("\na\0b\0\0c").Text.ShouldBe("abc");

    [Fact]
    public void Read_ManyEmptyLines_BecomeOne() => TestMail.WithBody("\n\n\na  \n\n\n\nb\n\n\n").Text.ShouldBe("a\n\nb");

    [Fact]
    public void Read_EmptyBody_IsEmptyText() => TestMail.WithBody("\n").Text.ShouldBe("");

    [Fact]
    public void Read_Alternative_TakesPlainTextThatSaysEnough()
    {
        var plain = string.Concat(Enumerable.Repeat("All in the plain part. ", 20));

        Alternative(plain, "<p>All in the HTML part.</p>").Text.ShouldBe(plain.TrimEnd());
    }

    [Fact]
    public void Read_Alternative_TakesHtmlWhenPlainTextIsAMereHint() =>
        Alternative("See HTML.", "<p>The meeting moves to Tuesday, room 4.</p>").Text.ShouldBe("The meeting moves to Tuesday, room 4.");

    [Fact]
    public void Read_Alternative_TakesPlainTextWhenHtmlShowsLess() =>
        Alternative("The meeting moves to Tuesday.", "<img src=x><p>Hi</p>").Text.ShouldBe("The meeting moves to Tuesday.");

    [Fact]
    public void Read_RelatedWithinAlternative_ReadsHtmlAndListsImageAsInline()
    {
        var message = TestMail.WithBody(
            """
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain

            --a
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: text/html

            <p>Look: <img src="cid:logo@x">
            --r
            Content-Type: IMAGE/PNG; name="logo.png"
            Content-ID: <logo@x>
            Content-Transfer-Encoding: base64

            iVBORw==
            --r--
            --a--
            """);

        message.Text.ShouldBe("Look:");
        message.Attachments.ShouldBe([new AttachmentInfo("logo.png", "image/png", 4, "logo@x", IsInline: true)]);
        message.HasAttachments.ShouldBeFalse();
    }

    [Fact]
    public void Read_MixedTexts_AreReadOneAfterTheOther()
    {
        var message = TestMail.WithBody(
            """
            Content-Type: multipart/mixed; boundary=b

            This is a multi-part message in MIME format.
            --b

            first
            --b
            Content-Type: text/html

            <p>second</p>
            --b
            Content-Type: text/plain; name="notes.txt"

            third
            --b
            Content-Type: text/plain
            Content-Disposition: attachment; filename="log.txt"

            not shown
            --b--
            epilogue
            """);

        message.Text.ShouldBe("first\nsecond\nthird");
        message.Attachments.Select(static a => a.Name).ShouldBe(["log.txt", "notes.txt"]);
        message.HasAttachments.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed\n\nhello")]
    [InlineData("Content-Type: multipart/mixed; boundary=\"\"\n\nhello")]
    [InlineData("Content-Type: multipart/mixed; boundary=never-seen\n\nhello")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b")]
    [InlineData("Content-Type: text\n\nhello")]
    [InlineData("Content-Type:\n\nhello")]
    [InlineData("Content-Type: ;;;\n\nhello")]
    [InlineData("Content-Type: plain; charset=us-ascii\n\nhello")]
    public void Read_BrokenStructure_StillShowsTheText(string body) => TestMail.WithBody(body).Text.ShouldBe("hello");

    [Theory]
    [InlineData("filename=\"report.pdf\"", "report.pdf")]
    [InlineData("filename=report.pdf", "report.pdf")]
    [InlineData("filename=\"C:\\\\Users\\\\anna\\\\report.pdf\"", "report.pdf")]
    [InlineData("filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("filename=\"..\"", "")]
    [InlineData("filename=\"a/..\"", "")]
    [InlineData("filename=\".\"", "")]
    [InlineData("filename=\"folder/\"", "")]
    [InlineData("filename*=utf-8''%C3%BCbersicht.pdf", "übersicht.pdf")]
    [InlineData("filename*=utf-8'de'..%2F%C3%BC.pdf", "ü.pdf")]
    [InlineData("filename*0*=utf-8''%C3%BCber; filename*1=sicht; filename*2*=%2Epdf", "übersicht.pdf")]
    [InlineData("filename=\"=?utf-8?b?w7xiZXJzaWNodC5wZGY=?=\"", "übersicht.pdf")]
    [InlineData("filename=\"=?utf-8?q?x=0D=0AEvil:_y.pdf?=\"", "x Evil: y.pdf")]
    [InlineData("filename=\"\u00fc.pdf\"", "ü.pdf")]
    [InlineData("filename=\"a\0b.pdf\"", "a b.pdf")]
    [InlineData("filename=", "")]
    [InlineData("", "")]
    public void Read_AttachmentName_IsALineWithoutPath(string parameter, string name) =>
        TestMail.WithBody(
            $"""
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: application/pdf
            Content-Disposition: attachment; {parameter}

            x
            --b--
            """).Attachments[0].Name.ShouldBe(name);

    [Theory]
    [InlineData("base64", "aGVsbG8gd29ybGQ=", 11)]
    [InlineData("base64", "", 0)]
    [InlineData("quoted-printable", "=00=FF=\n", 2)]
    [InlineData("8bit", "\u00e9\u00e9", 2)]
    [InlineData("x-uuencode", "begin 644 a.bin\n#0V%T\n`\nend", 3)]
    public void Read_AttachmentSize_IsThatOfTheDecodedContent(string encoding, string content, long size) =>
        TestMail.WithBody(
            $"""
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: application/octet-stream; name=a.bin
            Content-Transfer-Encoding: {encoding}

            {content}
            --b--
            """).Attachments.ShouldBe([new AttachmentInfo("a.bin", "application/octet-stream", size, null, IsInline: false)]);

    [Theory]
    [InlineData("image/png", "", "", false)]
    [InlineData("image/png", "Content-ID: <a@x>", "", true)]
    [InlineData("image/png", "Content-ID: <a@x>\nContent-Disposition: inline", "", true)]
    [InlineData("image/png", "Content-ID: <a@x>\nContent-Disposition: attachment", "", false)]
    [InlineData("application/pdf", "Content-ID: <a@x>", "", false)]
    public void Read_InlineImage_IsToldFromAnAttachment(string type, string headers, string content, bool inline) =>
        TestMail.WithBody(
            $"""
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: {type}
            {headers}
            X: y

            {content}
            --b--
            """).Attachments[0].IsInline.ShouldBe(inline);

    [Fact]
    public void Read_BodyThatIsAnAttachment_IsListedAndNotShown()
    {
        var message = TestMail.WithBody("Content-Type: application/pdf; name=scan.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==");

        message.Text.ShouldBe("");
        message.Attachments.ShouldBe([new AttachmentInfo("scan.pdf", "application/pdf", 4, null, IsInline: false)]);
    }

    [Fact]
    public void Read_Invitation_ListsTheCalendarPart()
    {
        var message = TestMail.WithBody(
            """
            Content-Type: multipart/alternative; boundary=b

            --b

            Design review
            --b
            Content-Type: text/calendar; method=REQUEST

            BEGIN:VCALENDAR
            --b--
            """);

        message.Text.ShouldBe("Design review");
        message.Attachments.Single().ContentType.ShouldBe("text/calendar");
    }

    [Theory]
    [InlineData("Content-Type: message/rfc822", "Re- price-list.eml")]
    [InlineData("Content-Type: message/rfc822; name=\"old/mail.eml\"", "mail.eml")]
    [InlineData("Content-Type: message/rfc822\nContent-Disposition: attachment; filename=\"../kept.eml\"", "kept.eml")]
    public void Read_ForwardedMail_IsAnAttachmentNamedAfterItsSubject(string headers, string name)
    {
        var message = TestMail.WithBody(
            $"""
            Content-Type: multipart/mixed; boundary=b

            --b

            See below.
            --b
            {headers}

            Subject: Re/ price\list

            inner text
            --b--
            """);

        message.Text.ShouldStartWith("See below.");
        message.Attachments.Single().Name.ShouldBe(name);
        message.Attachments.Single().ContentType.ShouldBe("message/rfc822");
        message.Attachments.Single().Size.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Read_ForwardedMailWithoutSubject_HasAName() =>
        TestMail.WithBody("Content-Type: message/rfc822\n\nFrom: a@x.example\n\nx").Attachments.Single().Name.ShouldBe("message.eml");

    [Fact]
    public void Read_Bounce_ShowsItsExplanation()
    {
        var message = TestMail.WithBody(
            """
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            Your mail could not be delivered.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.x.example

            Final-Recipient: rfc822; b@x.example
            --b
            Content-Type: text/rfc822-headers

            Subject: Hello
            --b--
            """);

        message.Text.ShouldBe("Your mail could not be delivered.");
        message.Attachments.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("multipart/mixed; boundary=b{0}\n\n--b{0}\n")]
    [InlineData("message/rfc822\n\nSubject: {0}\n")]
    public void Read_ThousandsOfLevels_IsRead(string level)
    {
        var mail = new StringBuilder(TestMail.Header);
        for (var i = 0; i < 5_000; i++)
            mail.Append("Content-Type: ").AppendFormat(null, level, i);
        mail.Append("Content-Type: text/plain\n\ndeep");

        TestMail.Message(mail.ToString()).Attachments.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("mixed", 4_900, "--b\n\nA line that is as long as many others are, and then a little longer than they are.\n")]
    [InlineData("mixed", 4_000, "--b\nContent-Type: text/html\n\n<p>x\n")]
    [InlineData("alternative", 4_000, "--b\nContent-Type: text/html\n\n<p>x\n")]
    [InlineData("mixed", 4_900, "--b\nContent-Type: image/png\n\n")]
    public void Read_ThousandsOfParts_TakesNoTime(string kind, int count, string part)
    {
        var mail = TestMail.Bytes(
            $"{TestMail.Header}Content-Type: multipart/{kind}; boundary=b\n\n{string.Concat(Enumerable.Repeat(part, count))}--b--\n");

        Quickly.Run(() => TestMail.Read(mail)).Message.MessageId.ShouldBe("1@kelpline.example");
    }

    [Fact]
    public void Read_LongLine_IsKept() => TestMail.WithBody("\n" + new string('a', 1_000_000)).Text.Length.ShouldBe(1_000_000);

    private static MailMessage Alternative(string plain, string html) => TestMail.WithBody(
        $"""
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        {plain}
        --b
        Content-Type: text/html; charset=utf-8

        {html}
        --b--
        """);
}
