using CsCheck;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class MailDateTests
{
    private const string Received =
        """
        Received: from c by d; nonsense
        Received: from b by c (a; b) with ESMTP; Tue, 3 Mar 2026 01:02:03 +0100
        Received: from a by b; Sun, 1 Mar 2026 00:00:00 +0000

        """;

    [Theory]
    [InlineData("Mon, 2 Mar 2026 10:00:00 +0100", "2026-03-02T09:00:00Z")]
    [InlineData("Mon, 2 Mar 2026 10:00:00 EST", "2026-03-02T15:00:00Z")]
    [InlineData("Mon, 2 Mar 2026 10:00:00 -0000", "2026-03-02T10:00:00Z")]
    [InlineData("2 Mar 2026 10:00", "2026-03-02T10:00:00Z")]
    [InlineData("Mon, 02 Mar 2026 10:00:00 GMT (Greenwich)", "2026-03-02T10:00:00Z")]
    [InlineData("Thu, 28 Feb 99 23:59:59 +0000", "1999-02-28T23:59:59Z")]
    [InlineData("Thu, 2 Jul 2026 23:00:00 +0000", "2026-07-02T23:00:00Z")]
    public void Of_DateThatCanBeBelieved_TakesIt(string date, string expected) =>
        Date($"{Received}Date: {date}\n").ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Thu, 1 Jan 1970 00:00:00 +0000")]
    [InlineData("Mon, 32 Mar 2026 10:00:00 +0000")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 -1200")]
    [InlineData("Sat, 4 Jul 2026 12:00:01 +0000")]
    [InlineData("Mon, 2 Mar 2099 10:00:00 +0000")]
    [InlineData("99999999999999999999999")]
    public void Of_MissingOrAbsurdDate_TakesNewestReceivedThatCanBeBelieved(string date) =>
        Date($"{Received}Date: {date}\n").ShouldBe(new DateTimeOffset(2026, 3, 3, 0, 2, 3, TimeSpan.Zero));

    [Fact]
    public void Of_NoDateHeader_TakesReceived() => Date(Received).ShouldBe(new DateTimeOffset(2026, 3, 3, 0, 2, 3, TimeSpan.Zero));

    [Theory]
    [InlineData("")]
    [InlineData("Received: from a by b\n")]
    [InlineData("Received: from a by b; Thu, 1 Jan 1970 00:00:00 +0000\nDate: never\n")]
    [InlineData("Received:;\nReceived: ;;;\n")]
    public void Of_NothingToBelieve_TakesWhatTheSourceKnows(string headers) => Date(headers).ShouldBe(TestMail.Fallback);

    [Fact]
    public void Of_FallbackWithFractionAndZone_GivesWholeSecondsInUtc()
    {
        var fallback = new DateTimeOffset(2026, 1, 1, 0, 0, 0, 987, TimeSpan.FromHours(5));

        var date = new Core.Mail.Parsing.MimeReader(TimeProvider.System)
            .Read(Core.Users.UserId.Local, TestMail.Bytes("Subject: x\n\nx"), fallback).Message.Date;

        date.ShouldBe(new DateTimeOffset(2025, 12, 31, 19, 0, 0, TimeSpan.Zero));
        date.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Of_AnyText_GivesADateBetweenTheFirstMailAndTwoDaysAhead()
    {
        var text = Gen.OneOf(
            Gen.String[Gen.Char["0123456789 :,+-JanFebMonTueUTCZ"], 0, 40],
            Gen.Select(Gen.Int[-5, 99999], Gen.Int[0, 99], Gen.Int[0, 999], Gen.Int[-99999, 99999])
                .Select(static (year, day, hour, zone) => $"Mon, {day} Mar {year} {hour}:{day}:{hour} {zone:+0000;-0000}"));
        text.Sample(
            t =>
            {
                var date = Date($"Date: {t}\n");
                (date.Year >= 1971 && date <= TestMail.Now.AddDays(2)).ShouldBeTrue();
            },
            iter: 3_000);
    }

    private static DateTimeOffset Date(string headers) => TestMail.Message($"From: a@x.example\n{headers}\nx").Date;
}
