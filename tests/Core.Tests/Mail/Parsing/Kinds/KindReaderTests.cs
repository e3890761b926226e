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

    [Theory]
    [InlineData("anna", "List-Id: <l.x>", MailKind.List)]
    [InlineData("anna", "List-Id: <l.x>\nList-Unsubscribe: <u>", MailKind.Bulk)]
    [InlineData("anna", "List-Id: <l.x>\nList-Unsubscribe: <u>\nIn-Reply-To: <1@x>", MailKind.List)]
    [InlineData("anna", "List-Id: <l.x>\nX-Campaign: 1", MailKind.Bulk)]
    [InlineData("anna", "List-Post: <mailto:l@x>\nList-Unsubscribe: <u>", MailKind.List)]
    [InlineData("anna", "List-Post: NO\nList-Unsubscribe: <u>", MailKind.Bulk)]
    [InlineData("anna", "X-BeenThere: l@x\nList-Unsubscribe: <u>", MailKind.List)]
    [InlineData("news", "List-Post: <mailto:l@x>", MailKind.Bulk)]
    [InlineData("anna", "List-Unsubscribe: <u>", MailKind.Bulk)]
    [InlineData("anna", "X-Campaign: 1", MailKind.Bulk)]
    [InlineData("the.newsletter", "X-Y: 1", MailKind.Bulk)]
    [InlineData("anna", "Precedence: list", MailKind.List)]
    [InlineData("anna", "Precedence: list\nList-Unsubscribe: <u>", MailKind.Bulk)]
    [InlineData("anna", "Precedence: Bulk", MailKind.Bulk)]
    [InlineData("anna", "Precedence: junk", MailKind.Bulk)]
    [InlineData("anna", "Precedence: auto_reply", MailKind.Notice)]
    [InlineData("anna", "Precedence: first-class", MailKind.Person)]
    [InlineData("anna", "Auto-Submitted: no", MailKind.Person)]
    [InlineData("anna", "Auto-Submitted: auto-generated", MailKind.Notice)]
    [InlineData("anna", "Auto-Submitted: auto-replied\nList-Unsubscribe: <u>", MailKind.Notice)]
    [InlineData("anna", "X-Autoreply: yes", MailKind.Notice)]
    [InlineData("anna", "X-Cron-Env: yes", MailKind.Notice)]
    [InlineData("noreply", "X-Y: 1", MailKind.Notice)]
    [InlineData("do-not-reply-4711", "X-Y: 1", MailKind.Notice)]
    [InlineData("build-bot", "X-Y: 1", MailKind.Notice)]
    [InlineData("noreply", "List-Unsubscribe: <u>", MailKind.Bulk)]
    [InlineData("noreply", "X-Campaign: 1", MailKind.Bulk)]
    [InlineData("noreply", "Precedence: bulk", MailKind.Bulk)]
    [InlineData("anna", "X-Failed-Recipients: a@x", MailKind.Bounce)]
    [InlineData("mailer-daemon", "Return-Path: <>", MailKind.Bounce)]
    [InlineData("postmaster", "Subject: Undeliverable: nets", MailKind.Bounce)]
    [InlineData("postmaster", "Subject: Nets", MailKind.Person)]
    [InlineData("postmaster", "Return-Path: <a@x>", MailKind.Person)]
    [InlineData("postmaster", "Return-Path: <>\nIn-Reply-To: <1@x>", MailKind.Person)]
    [InlineData("anna", "Return-Path: <>", MailKind.Person)]
    [InlineData("anna", "Content-Type: multipart/report; report-type=delivery-status", MailKind.Bounce)]
    [InlineData("anna", "Content-Type: multipart/report; report-type=disposition-notification", MailKind.Notice)]
    [InlineData("anna", "Content-Type: message/delivery-status", MailKind.Bounce)]
    [InlineData("anna", "Content-Type: text/calendar; method=REQUEST", MailKind.Invitation)]
    [InlineData("anna", "Content-Type: text/calendar", MailKind.Person)]
    [InlineData("anna", "Subject: Your order confirmation", MailKind.Person)]
    [InlineData("noreply", "Subject: Your order confirmation", MailKind.Receipt)]
    [InlineData("anna", "Subject: Your order confirmation\nAuto-Submitted: auto-generated", MailKind.Receipt)]
    [InlineData("anna", "Subject: Your order confirmation\nAuto-Submitted: auto-replied", MailKind.Notice)]
    [InlineData("anna", "Subject: Your order confirmation\nX-Campaign: 1", MailKind.Receipt)]
    [InlineData("anna", "Subject: Your order confirmation\nList-Unsubscribe: <u>", MailKind.Receipt)]
    [InlineData("anna", "Subject: Your order confirmation\nPrecedence: bulk", MailKind.Receipt)]
    [InlineData("noreply", "Subject: Your order confirmation\nIn-Reply-To: <1@x>", MailKind.Notice)]
    [InlineData("noreply", "Subject: Your order confirmation\nList-Post: <mailto:l@x>", MailKind.Notice)]
    public void Read_HeadersOfAKind_TellIt(string mailbox, string headers, MailKind kind) =>
        Read($"From: {mailbox}@x.example\n{headers}\n\nwords").ShouldBe(kind);

    [Theory]
    [InlineData("orders", "", "Your order number: 4711", MailKind.Receipt)]
    [InlineData("orders", "", "Your order", MailKind.Person)]
    [InlineData("noreply", "", "Order number 4711", MailKind.Receipt)]
    [InlineData("noreply", "List-Unsubscribe: <u>\n", "Order number 4711", MailKind.Bulk)]
    [InlineData("noreply", "List-Unsubscribe: <u>\nSubject: Order\n", "Order number 4711", MailKind.Receipt)]
    [InlineData("anna", "", "Order number 4711", MailKind.Person)]
    public void Read_NumberOfAnOrder_MakesAReceiptOfWhatAMachineWrote(string mailbox, string headers, string text, MailKind kind) =>
        Read($"From: {mailbox}@x.example\n{headers}\n{text}").ShouldBe(kind);

    [Theory]
    [InlineData(3_950, MailKind.Receipt)]
    [InlineData(4_050, MailKind.Notice)]
    public void Read_NumberFarInAText_IsLookedForToABound(int before, MailKind kind) =>
        Read($"From: noreply@x.example\n\n{string.Concat(Enumerable.Repeat("word ", before / 5))}order number 4711").ShouldBe(kind);

    private static MailKind Read(string raw) =>
        Reader.Read(new UserId("anna"), Encoding.UTF8.GetBytes(raw), DateTimeOffset.UnixEpoch).Message.Kind;
}
