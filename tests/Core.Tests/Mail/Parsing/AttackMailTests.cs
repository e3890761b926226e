using InboxMind.Core.Mail.Parsing;
using InboxMind.Testing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Mail.Parsing;

/// <summary>Mails of 8 to 40 MB that were made to cost, in their real sizes.</summary>
public sealed class AttackMailTests
{
    private const string TooManyParts = "it has more than 5,000 parts";
    private const string TooManyAddresses = "it has more than 10,000 addresses";

    private static readonly MimeReader Reader = new(new FakeTimeProvider(TestMail.Now));

    /// <summary>What is not named here is read.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["parts"] = TooManyParts,
        ["attachments"] = TooManyParts,
        ["recipients"] = TooManyAddresses,
        ["senders"] = TooManyAddresses,
        ["groups"] = TooManyAddresses,
        ["headers"] = "it has more than 10,000 header fields in one place",
        ["part-headers"] = "it has more than 100,000 header fields",
        ["preamble"] = "it has more than 8 MB before its first part",
        ["parameters"] = "a field of its headers is longer than 1 MB",
    };

    /// <summary>Those without a text of their own.</summary>
    private static readonly string[] Wordless = ["boundaries", "forwarded", "part-parameters", "uuencode"];

    public static TheoryData<string> Names => [.. AttackMails.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TryRead_AttackMail_IsReadInBoundsOrRefusedWithTheReason(string name)
    {
        var raw = AttackMails.All[name]();

        var (read, problem) = Reader.TryRead(UserId.Local, raw, TestMail.Fallback);

        problem.ShouldBe(Refused.GetValueOrDefault(name));
        if (read is null)
            return;
        var message = read.Message;
        message.Text.Length.ShouldBeLessThanOrEqualTo(MailLimits.Text);
        message.Subject.Length.ShouldBeLessThanOrEqualTo(MailLimits.Subject);
        message.Attachments.Count.ShouldBeLessThanOrEqualTo(MailLimits.Parts);
        (message.From.Count + message.To.Count + message.Cc.Count + message.Bcc.Count).ShouldBeLessThanOrEqualTo(MailLimits.Addresses);
        read.References.Count.ShouldBeLessThanOrEqualTo(100);
        if (!Wordless.Contains(name))
            message.Text.ShouldContain(AttackMails.Word);
    }
}
