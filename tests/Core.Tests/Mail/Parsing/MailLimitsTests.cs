using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class MailLimitsTests
{
    [Theory]
    [InlineData(MailLimits.Parts - 1, null)]
    [InlineData(MailLimits.Parts, "it has more than 5,000 parts")]
    public void TryRead_Parts_AreTakenUpToTheLimit(int parts, string? problem)
    {
        var mail =
            $"{TestMail.Header}Content-Type: multipart/mixed; boundary=b\n\n{Many("--b\nContent-Type: image/png\n\nx\n", parts)}--b--\n";

        TryRead(mail, out var message).ShouldBe(problem);
        message?.Attachments.Count.ShouldBe(parts);
    }

    [Fact]
    public void TryRead_PartsOfForwardedMails_CountToo()
    {
        var forwarded = $"Subject: s\nContent-Type: multipart/mixed; boundary=c\n\n{Many("--c\n\nx\n", 2_500)}--c--\n";
        var mail =
            $"{TestMail.Header}Content-Type: multipart/mixed; "
                + $"boundary=b\n\n{Many($"--b\nContent-Type: message/rfc822\n\n{forwarded}\n", 5)}--b--\n";

        TryRead(mail, out _).ShouldBe("it has more than 5,000 parts");
    }

    [Theory]
    [InlineData(MailLimits.Fields - 6, null)]
    [InlineData(MailLimits.Fields - 5, "it has more than 10,000 header fields in one place")]
    public void TryRead_Fields_AreTakenUpToTheLimit(int more, string? problem) =>
        TryRead($"{TestMail.Header}{Many("X-A: v\n", more)}\nx", out _).ShouldBe(problem);

    [Theory]
    [InlineData(9_999, null)]
    [InlineData(10_000, "it has more than 10,000 addresses")]
    public void TryRead_AddressesOfAllFields_AreTakenUpToTheLimit(int more, string? problem)
    {
        var half = Addresses(more / 2);
        TryRead($"From: a@x.example\nTo: {half}\nCc: {Addresses(more - (more / 2))}\n\nx", out var message).ShouldBe(problem);
        (message?.To.Count).ShouldBe(problem is null ? more / 2 : null);
    }

    [Fact]
    public void TryRead_CommasInNames_AreNoAddresses() =>
        TryRead($"From: a@x.example\nTo: {string.Join(",\n ", Enumerable.Repeat("\"Doe, John\" <j@x.example>", 9_000))}\n\nx", out _)
            .ShouldBeNull();

    [Fact]
    public void TryRead_LongDescriptionOfAPart_IsRefused() =>
        TryRead($"{TestMail.Header}Content-Type: text/plain{Many(";\n a=b", 4_000)}\n\nx", out _)
            .ShouldBe("the description of a part is longer than 16 KB");

    [Theory]
    [InlineData(7, null)]
    [InlineData(9, "it has more than 8 MB before its first part")]
    public void TryRead_LongPreamble_IsTextUpToTheLimit(int megabytes, string? problem)
    {
        var preamble = string.Concat(Enumerable.Repeat(new string('p', 1022) + "\n", megabytes * 1024));

        TryRead($"{TestMail.Header}Content-Type: multipart/mixed; boundary=never\n\n{preamble}", out var message).ShouldBe(problem);
        (message?.WholeText).ShouldBe(problem is null ? megabytes * 1024 * 1023 : null);
    }

    [Fact]
    public void TryRead_NoMemory_IsSetAsideAndDoesNotEndTheOthers()
    {
        var reader = new MimeReader(new OutOfMemory());

        reader.TryRead(UserId.Local, TestMail.Bytes(TestMail.Header + "\nx"), TestMail.Fallback)
            .ShouldBe((null, "reading it takes more memory than there is"));
    }

    [Fact]
    public void Read_LongNames_AreCut()
    {
        var name = new string('n', 3_000);
        var message = TestMail.Message(
            $"From: {name} <{name}@x.example>\nSubject: {name}\nContent-Type: multipart/mixed; boundary=b\n\n"
            + $"--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename={name}.pdf\n\nx\n--b--\n");

        (message.Subject.Length, message.Sender.Name.Length, message.Sender.Address.Length).ShouldBe((1_000, 1_000, 1_000));
        message.Attachments.ShouldHaveSingleItem().Name.ShouldBe(new string('n', 996) + ".pdf");
    }

    [Fact]
    public void Read_SendersThatDifferBehindTheCut_AreTwoMails()
    {
        var name = new string('n', 3_000);

        TestMail.Message($"From: {name}1@x.example\n\nx").Id.ShouldNotBe(TestMail.Message($"From: {name}2@x.example\n\nx").Id);
    }

    [Fact]
    public void Read_LongText_IsItsBeginningAndSaysSo()
    {
        var message = TestMail.WithBody("\n" + new string('a', 1_500_000));

        message.Text.ShouldBe(new string('a', MailLimits.Text));
        message.WholeText.ShouldBe(1_500_000);
        TestMail.WithBody("\n" + new string('a', MailLimits.Text)).WholeText.ShouldBeNull();
    }

    [Fact]
    public void Read_ManyTexts_KeepsTheFirst()
    {
        var part = $"--b\n\n{new string('a', 900_000)}\n";
        var message = TestMail.WithBody($"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n{Many(part, 12)}--b--\n");

        message.Text.ShouldStartWith("first\n");
        message.Text.Length.ShouldBe(MailLimits.Text);
        message.WholeText.ShouldBe(12 * 900_000L + 5);
    }

    [Theory]
    [InlineData(4_000_000)]
    [InlineData(6_000_000)]
    public void Read_LongText_HasTheIdOfAllOfIt(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length / 10).Select(static i => $"{i:D8}\r\n"));
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        EmailIdentity.Append(digest, "text");
        EmailIdentity.Append(digest, text.ReplaceLineEndings("\n").TrimEnd());
        var whole = digest.GetHashAndReset();

        var message = TestMail.WithBody("\n" + text);
        var encoded = TestMail.WithBody($"Content-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.ASCII.GetBytes(text))}");

        message.Id.ShouldBe(EmailIdentity.Compute(UserId.Local, message.MessageId, message.From, "Mon, 2 Mar 2026 10:00:00 +0100", whole));
        encoded.Id.ShouldBe(message.Id);
        TestMail.WithBody($"\n{text}.").Id.ShouldNotBe(message.Id);
    }

    [Theory]
    [InlineData("From anna@x.example Mon Mar  2 10:00:00 2026\n")]
    [InlineData(">From anna@x.example Mon Mar  2 10:00:00 2026\n")]
    [InlineData("")]
    public void MessageId_MboxLineBeforeTheHeaders_IsThatOfTheMail(string line) =>
        MimeReader.MessageId(TestMail.Bytes($"{line}{TestMail.Header}\n"))
            .ShouldBe(TestMail.Message($"{line}{TestMail.Header}\nx").MessageId);

    [Fact]
    public void Open_ManyLongHeaders_ShowsTheFirst()
    {
        var content =
            TestMail.Reader.Open(
                UserId.Local, TestMail.Bytes($"From: a@x.example\n{Many($"List-Unsubscribe: {new string('u', 20_000)}\n", 500)}\nx"));

        content.Headers.Count.ShouldBe(MimeReader.MaxShown);
        content.Headers[0].Value.Length.ShouldBe(10_000);
    }

    private static string? TryRead(string mail, out InboxMind.Core.Mail.MailMessage? message)
    {
        var (read, problem) = new MimeReader(TimeProvider.System).TryRead(UserId.Local, TestMail.Bytes(mail), TestMail.Fallback);
        message = read?.Message;
        return problem;
    }

    private static string Many(string piece, int count) => string.Concat(Enumerable.Repeat(piece, count));

    private static string Addresses(int count) => string.Join(",\n ", Enumerable.Range(0, count).Select(static i => $"r{i}@x.example"));

    private sealed class OutOfMemory : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InsufficientMemoryException();
    }
}
