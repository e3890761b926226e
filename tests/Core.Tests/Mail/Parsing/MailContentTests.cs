using System.Text;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Tests.Mail.Parsing;

/// <summary>What is read of a raw mail when someone opens it.</summary>
public sealed class MailContentTests
{
    [Fact]
    public void Open_PlainMail_HasNoHtml() => Open("Subject: x\n\n<p>not html</p>").Html.ShouldBe("");

    [Fact]
    public void Open_Alternative_HasTheHtmlPart() => Open(
        "Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: "
            + "text/html\n\n<p>rich</p>\n--b--")
        .Html.Trim().ShouldBe("<p>rich</p>");

    [Fact]
    public void Open_HtmlBetweenPlainParts_HasAllOfThemInOrder() => Open(
        "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\na < b\n--b\nContent-Type: "
            + "text/html\n\n<p>rich</p>\n--b\n"
        + "Content-Type: text/plain\n\nfooter\n--b--")
        .Html.ReplaceLineEndings("").ShouldBe("<pre>a &lt; b</pre><p>rich</p><pre>footer</pre>");

    [Fact]
    public void Open_HtmlTooLongToBeShown_IsCutWhereThatCanBeTold() =>
        Open($"Subject: x\nContent-Type: text/html\n\n{new string('x', 3 * MailLimits.ShownHtml)}")
            .Html.Length.ShouldBe(MailLimits.ShownHtml + 1);

    [Fact]
    public void Open_HtmlOfLettersOfSeveralBytes_IsWhole()
    {
        var html = new string('語', MailLimits.ShownHtml);

        Open($"Subject: x\nContent-Type: text/html; charset=utf-8\n\n{html}").Html.ShouldBe(html);
    }

    [Fact]
    public void Open_HtmlBehindALongText_IsWhole()
    {
        var html = $"<p>{new string('x', MailLimits.ShownHtml - 7)}</p>";

        Open(
            "Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            + $"{new string('y', 2 * MailLimits.ShownHtml)}\n--b\nContent-Type: text/html\n\n{html}\n--b--").Html.TrimEnd().ShouldBe(html);
    }

    [Fact]
    public void Open_Headers_AreThoseOfInterestDecodedOnOneLine() =>
        Open("Subject: x\nReceived: from nowhere\nReply-To: =?utf-8?q?M=C3=BCller?=\n <m@example.com>\nX-Secret: y\nList-Id: "
            + "<l.example.com>\n\nz").Headers
            .ShouldBe([new MailHeader("Reply-To", "Müller <m@example.com>"), new MailHeader("List-Id", "<l.example.com>")]);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3)]
    public void Attachment_NoSuch_IsNull(int number) => TestMail.Reader.Attachment(UserId.Local, Bytes(TwoFiles), number).ShouldBeNull();

    [Theory]
    [InlineData(1, "a.bin", "AAEC")]
    [InlineData(2, "b.txt", "Yg==")]
    public void Attachment_Number_IsThatOfTheMessagesList(int number, string name, string content)
    {
        var attachment = TestMail.Reader.Attachment(UserId.Local, Bytes(TwoFiles), number)!;

        attachment.Info.Name.ShouldBe(name);
        Convert.ToBase64String(attachment.Content).ShouldBe(content);
        attachment.Info.Size.ShouldBe(attachment.Content.Length);
    }

    private const string TwoFiles =
        "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: application/octet-stream; name=a.bin\n"
        + "Content-Transfer-Encoding: base64\n\nAAEC\n--b\nContent-Type: text/plain; name=b.txt\nContent-Disposition: "
        + "attachment\n\nb\n--b--";

    private static MailContent Open(string mail) => TestMail.Reader.Open(UserId.Local, Bytes(mail));

    private static byte[] Bytes(string mail) => Encoding.UTF8.GetBytes(mail);
}
