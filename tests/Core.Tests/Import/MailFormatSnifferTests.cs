using System.Text;
using CsCheck;
using InboxMind.Core.Import;

namespace InboxMind.Core.Tests.Import;

public sealed class MailFormatSnifferTests
{
    [Theory]
    [InlineData("From anna@x.example Mon Mar  2 10:00:00 2026\nSubject: x\n")]
    [InlineData("\u00ef\u00bb\u00bfFrom anna@x.example Mon Mar  2 10:00:00 2026\n")]
    public void Sniff_FromLine_IsMbox(string head) => Sniff(head).ShouldBe(MailFormat.Mbox);

    [Theory]
    [InlineData("\n\nFrom anna@x.example Mon Mar  2 10:00:00 2026\nSubject: x\n")]
    [InlineData("From anna@x.example Mon Mar  2 10:00:00 2026\rSubject: x\r\rtext\r")]
    [InlineData("From \nFrom: a@x.example\nSubject: x\n\ntext")]
    public void Sniff_FromLineOfOddForm_IsMbox(string head) => Sniff(head).ShouldBe(MailFormat.Mbox);

    [Theory]
    [InlineData("Mail Headers Version 2.0\nFrom: a@x.example\nSubject: x\nDate: y\n\ntext")]
    [InlineData("\n\nFrom: a@x.example\nSubject: x\nDate: y\n\ntext")]
    public void Sniff_HeaderBehindForeignLines_IsMessage(string head) => Sniff(head).ShouldBe(MailFormat.Message);

    [Theory]
    [InlineData("123\nFrom: a@x.example\n\ntext", MailFormat.Emlx)]
    [InlineData("123\n456\n", MailFormat.None)]
    [InlineData("PK\u0003\u0004", MailFormat.Zip)]
    internal void Sniff_OtherFormats_AreTold(string head, MailFormat format) => Sniff(head).ShouldBe(format);

    [Theory]
    [InlineData("From: a@x.example\nX: y\n\ntext")]
    [InlineData("Return-Path: <>\r\nX: y\r\n\r\ntext")]
    [InlineData("X-Mailer: x\n folded\n\tmore\nSubject: s\n\ntext")]
    [InlineData("received: by x\n")]
    [InlineData("Subject : old style\n\ntext")]
    [InlineData("Message-ID: <a@x>")]
    [InlineData("\u00ef\u00bb\u00bfFrom: a@x.example\n\ntext")]
    [InlineData(">From a Mon Mar  2 10:00:00 2026\nFrom: a@x.example\n\ntext")]
    public void Sniff_HeaderOfAMail_IsMessage(string head) => Sniff(head).ShouldBe(MailFormat.Message);

    [Fact]
    public void Sniff_HeaderLongerThanTheHead_IsMessage() =>
        Sniff($"From: a@x.example\nX-Long: {new string('x', MailFormatSniffer.HeadBytes)}"[..MailFormatSniffer.HeadBytes])
            .ShouldBe(MailFormat.Message);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("hello")]
    [InlineData("Dear Anna,\nFrom: here on\n")]
    [InlineData("\nFrom: a@x.example\n")]
    [InlineData("Content-Type: text/html\n\n<p>")]
    [InlineData("X-Nothing: x\nY: z\n\n")]
    [InlineData("{ \"Subject\": \"x\" }")]
    [InlineData("<?xml version=\"1.0\"?>\n")]
    [InlineData("MZ\u0090\0\u0003")]
    [InlineData("\u0089PNG\r\n\u001a\n")]
    [InlineData("From")]
    [InlineData("Fromage: brie\n")]
    [InlineData("From time to time I write.\n")]
    [InlineData("HTTP/1.1 200 OK\nDate: Mon, 2 Mar 2026 10:00:00 GMT\nContent-Type: text/plain\n\n")]
    public void Sniff_SomethingElse_IsNone(string head) => Sniff(head).ShouldBe(MailFormat.None);

    [Fact]
    public void Sniff_GzipMagic_IsGzip() => Sniff("\u001f\u008b\u0008").ShouldBe(MailFormat.GzipMbox);

    [Fact]
    public void Sniff_AnyBytes_DoesNotThrow() =>
        Gen.Byte.Array[0, 300].Sample(static bytes => { MailFormatSniffer.Sniff(bytes); }, iter: Iterations.Of(2_000));

    private static MailFormat Sniff(string head) => MailFormatSniffer.Sniff(Encoding.Latin1.GetBytes(head));
}
