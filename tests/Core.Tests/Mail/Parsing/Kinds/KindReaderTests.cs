using System.Text;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Tests.Mail.Parsing.Kinds;

public sealed class KindReaderTests
{
    private static readonly MimeReader Reader = new(TimeProvider.System);

    [Fact]
    public void Read_LabelledMail_IsToldPreciselyPerKind()
    {
        var told = LabelledMail.All.Select(static m => (m.Kind, Told: Read(m.Raw), m.Raw)).ToList();
        var wrong = string.Join("\n", told.Where(static t => t.Kind != t.Told)
            .Select(static t => $"{t.Kind} told {t.Told}: {t.Raw[..Math.Min(160, t.Raw.Length)]}"));

        told.Count.ShouldBeGreaterThanOrEqualTo(100);
        foreach (var kind in Enum.GetValues<MailKind>())
        {
            var precision = (double)told.Count(t => t.Kind == kind && t.Told == kind) / told.Count(t => t.Told == kind);
            var recall = (double)told.Count(t => t.Kind == kind && t.Told == kind) / told.Count(t => t.Kind == kind);
            precision.ShouldBeGreaterThanOrEqualTo(0.95, $"precision of {kind}\n{wrong}");
            recall.ShouldBeGreaterThanOrEqualTo(0.9, $"recall of {kind}\n{wrong}");
        }
    }

    [Theory]
    [InlineData("From: \"\" <>\nSubject:\nDate: x", MailKind.Person)]
    [InlineData("From: a@b\nContent-Type: text/calendar; method=PUBLISH", MailKind.Person)]
    [InlineData("From: a@b\nList-Id:\nList-Unsubscribe:", MailKind.Bulk)]
    [InlineData("From: =?utf-8?q?=00?= <-_.+@b>\nPrecedence: \u0001", MailKind.Person)]
    public void Read_StrangeHeaders_GivesAKind(string headers, MailKind kind) => Read($"{headers}\n\nwords").ShouldBe(kind);

    private static MailKind Read(string raw) =>
        Reader.Read(new UserId("anna"), Encoding.UTF8.GetBytes(raw), DateTimeOffset.UnixEpoch).Message.Kind;
}
