namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class BestPartTests
{
    private const string Html = "<p>Your berth at the eastern pier is number 41.</p><p>Please moor before noon, the crane comes at "
        + "one.</p>";

    private static readonly string LongLink = $"https://click.x.example/{new string('q', 600)}";

    [Theory]
    [InlineData("Please view this mail as HTML.")]
    [InlineData("Ihr Programm zeigt kein HTML.\nIm Browser: {0}")]
    [InlineData("{0}\n<{0}>\n[{0}]")]
    [InlineData("-- \n")]
    public void Read_PlainPartThatSaysLess_GivesTheHtmlPart(string plain) =>
        Alternative(string.Format(plain, LongLink)).ShouldContain("berth at the eastern pier is number 41");

    [Fact]
    public void Read_StubInSeveralLanguages_GivesTheHtmlPart() =>
        Alternative(string.Concat(Enumerable.Repeat("This mail is in HTML; open it in your browser. Diese Nachricht ist in HTML. ", 5)),
            string.Concat(Enumerable.Repeat(Html, 20)))
            .ShouldContain("number 41");

    [Theory]
    [InlineData("Unfortunately your mail program cannot show the formatted form of this newsletter, as it was told to show text alone. "
        + "Please follow the link to view it online: {0}\nYou get this since you are a member of our club. To leave it: {0}")]
    [InlineData("Ihr E-Mail-Programm kann diese Nachricht leider nicht anzeigen. Bitte klicken Sie auf den folgenden Link, um die "
        + "Nachricht im Browser zu lesen: {0}\nAbmelden vom Rundbrief: {0}")]
    public void Read_LongPointerToAShortMail_GivesTheHtmlPart(string plain) =>
        Alternative(string.Format(plain, LongLink)).ShouldContain("berth at the eastern pier is number 41");

    [Fact]
    public void Read_PlainPartThatSaysTheSameAndNamesTheBrowser_Stays()
    {
        var plain = "View it in your browser.\n\nYour berth at the eastern pier is number 41.\nPlease moor before noon, the crane comes.";

        Alternative(plain).ShouldBe(plain);
    }

    [Fact]
    public void Read_PlaceWhereALineMayBreak_IsNotSeen() =>
        TestMail.WithBody("Content-Type: text/plain; charset=utf-8\n\nboat\u00e2\u0080\u008bhouse").Text.ShouldBe("boathouse");

    [Fact]
    public void Read_MailSentAsAFileOfNoKind_IsTextToo()
    {
        var message = TestMail.WithBody(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee below.\n--b\n"
            + "Content-Type: application/octet-stream; name=ropes.eml\nContent-Disposition: attachment; filename=ropes.eml\n\n"
            + "From: Otto <otto@x.example>\nSubject: Ropes\n\nThe ropes are in the loft.\n--b--\n");

        message.Text.ShouldBe("See below.\n\n---------- Forwarded message ----------\nFrom: Otto <otto@x.example>\nSubject: Ropes\n\n"
            + "The ropes are in the loft.");
        message.Attachments.ShouldHaveSingleItem().Name.ShouldBe("ropes.eml");
    }

    [Fact]
    public void Read_FileThatIsOnlyNamedLikeAMail_IsNoText() => TestMail.WithBody(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee below.\n--b\n"
        + "Content-Type: application/octet-stream; name=ropes.eml\n\nropes: in the loft\n--b--\n").Text.ShouldBe("See below.");

    [Fact]
    public void Read_PlainPartThatSaysTheSame_StaysAsItsAuthorBrokeItsLines()
    {
        var plain = "Your berth at the eastern pier is number 41.\n\nPlease moor before noon,\nthe crane comes at one.";

        Alternative(plain).ShouldBe(plain);
    }

    [Fact]
    public void Read_PlainPartThatIsHtml_IsReadAsHtml() =>
        TestMail.WithBody($"Content-Type: text/plain\n\n<!DOCTYPE html>\n<html><body>{Html}</body></html>").Text.ShouldStartWith(
            "Your berth");

    [Fact]
    public void Read_ForwardedMail_IsTextUnderABlockOfItsHeader()
    {
        var message = TestMail.WithBody(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: "
                + "message/rfc822\n\n"
            + "From: Otto <otto@x.example>\nDate: Sun, 1 Mar 2026 10:00:00 +0000\nSubject: Ropes\nContent-Type: multipart/mixed; "
                + "boundary=c\n\n"
            + "--c\nContent-Type: text/plain\n\nThe ropes are in the loft.\n--c\nContent-Type: application/pdf; name=loft.pdf\n"
            + "Content-Disposition: attachment\n\nx\n--c--\n--b--\n");

        message.Text.ShouldBe(
            """
            See below.

            ---------- Forwarded message ----------
            From: Otto <otto@x.example>
            Date: Sun, 1 Mar 2026 10:00:00 +0000
            Subject: Ropes
            Attachments: loft.pdf

            The ropes are in the loft.
            """.ReplaceLineEndings("\n"));
        message.Attachments.Single().Name.ShouldBe("Ropes.eml");
    }

    [Fact]
    public void Read_Digest_HasTheTextOfEachMail()
    {
        var message = TestMail.WithBody(
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nFrom: a@x.example\nSubject: One\n\nfirst\n--b\n\nFrom: b@x.example\n"
                + "Subject: Two\n\nsecond\n--b--\n");

        message.Text.ShouldContain("From: a@x.example\nSubject: One\n\nfirst");
        message.Text.ShouldContain("From: b@x.example\nSubject: Two\n\nsecond");
        message.Attachments.Count.ShouldBe(2);
    }

    [Fact]
    public void Read_MailsWithinMails_AreReadToABound()
    {
        var mail = "From: a@x.example\nSubject: deepest\n\nend";
        for (var i = 0; i < 60; i++)
            mail = $"From: a{i}@x.example\nSubject: level\nContent-Type: message/rfc822\n\n{mail}";

        var text = TestMail.Message(mail).Text;

        text.Split("Forwarded message").Length.ShouldBe(9);
    }

    [Fact]
    public void Read_TextFileSentInline_IsTextAndFile()
    {
        var raw = TestMail.Bytes(TestMail.Header
            + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHere.\n--b\nContent-Type: text/plain; "
                + "name=list.txt\n"
            + "Content-Disposition: inline; filename=list.txt\n\nrope\n--b\nContent-Type: application/pdf; name=a.pdf\n\nx\n--b--\n");

        var message = TestMail.Read(raw).Message;

        message.Text.ShouldBe("Here.\nrope");
        message.HasAttachments.ShouldBeTrue();

        // What has a number in older stores keeps it.
        message.Attachments.Select(static a => a.Name).ShouldBe(["a.pdf", "list.txt"]);
        System.Text.Encoding.ASCII.GetString(TestMail.Reader.Attachment(UserId.Local, raw, 2)!.Content).Trim().ShouldBe("rope");
    }

    private static string Alternative(string plain, string html = Html) => TestMail.WithBody(
        $"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n"
            + $"<html>{html}</html>\n--b--\n").Text;
}
