using CsCheck;

namespace InboxMind.Core.Tests.Mail.Parsing.Headers;

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
    [InlineData("Mon, 02 Mar 2026 10:00:00 GMT+02:00", "2026-03-02T08:00:00Z")]
    [InlineData("Mon, 02 Mar 2026 10:00:00 UTC-0330", "2026-03-02T13:30:00Z")]
    [InlineData("Mon, 2 Mar 2026 24:00:00 +0000", "2026-03-03T00:00:00Z")]
    [InlineData("Mon, 2 Mar 2026 10:00:00 -0000", "2026-03-02T10:00:00Z")]
    [InlineData("2 Mar 2026 10:00", "2026-03-02T10:00:00Z")]
    [InlineData("Mon, 02 Mar 2026 10:00:00 GMT (Greenwich)", "2026-03-02T10:00:00Z")]
    [InlineData("Thu, 28 Feb 99 23:59:59 +0000", "1999-02-28T23:59:59Z")]
    [InlineData("Thu, 2 Jul 2026 23:00:00 +0000", "2026-07-02T23:00:00Z")]
    public void Of_DateThatCanBeBelieved_TakesIt(string date, string expected) =>
        Date($"{Received}Date: {date}\n").ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("Mo, 02 M\u00e4r 2026 10:00:00 +0100", "2026-03-02T09:00:00Z")]
    [InlineData("lun., 2 mars 2026 10:00:00 +0100", "2026-03-02T09:00:00Z")]
    [InlineData("mar. 3 f\u00e9vr. 2026 10:00:00 +0100", "2026-02-03T09:00:00Z")]
    [InlineData("mar, 3 mar 2026 10:00:00 +0100", "2026-03-03T09:00:00Z")]
    [InlineData("lunes, 2 de marzo de 2026 10:00:00 +0100", "2026-03-02T09:00:00Z")]
    [InlineData("ter, 3 fev 2026 10:00:00 -0300", "2026-02-03T13:00:00Z")]
    [InlineData("ma, 2 mrt 2026 10:00:00 +0100", "2026-03-02T09:00:00Z")]
    [InlineData("fre, 1 maj 2026 10:00:00 0200", "2026-05-01T08:00:00Z")]
    [InlineData("\u015br., 4 lut 2026 10:00:00 +0100", "2026-02-04T09:00:00Z")]
    [InlineData("Sal, 3 \u015eub 2026 10:00:00 +0300", "2026-02-03T07:00:00Z")]
    [InlineData("\u043f\u043d, 2 \u043c\u0430\u0440 2026 10:00:00 +0300", "2026-03-02T07:00:00Z")]
    [InlineData("2026\u5e743\u67082\u65e5(\u6708) 10:00:00 +0900", "2026-03-02T01:00:00Z")]
    [InlineData("2026\ub144 3\uc6d4 2\uc77c \uc624\ud6c4 1:00", "2026-03-02T13:00:00Z")]
    [InlineData("Mon Mar  2 10:00:00 2026", "2026-03-02T10:00:00Z")]
    [InlineData("Mon Mar  2 10:00:00 CEST 2026", "2026-03-02T08:00:00Z")]
    [InlineData("Mon Mar 02 2026 10:00:00 GMT+0100 (CET)", "2026-03-02T09:00:00Z")]
    [InlineData("Mon, Mar 02 2026 10:00:00 -0700", "2026-03-02T17:00:00Z")]
    [InlineData("March 2nd, 2026 10:00 p.m.", "2026-03-02T22:00:00Z")]
    [InlineData("March 2nd, 2026 10:00 P.M.", "2026-03-02T22:00:00Z")]
    [InlineData("3/2/2026 12:15 A.M.", "2026-03-02T00:15:00Z")]
    [InlineData("2026-03-02T10:00:00+01:00", "2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T10:00:00.123Z", "2026-03-02T10:00:00Z")]
    [InlineData("2026-03-02 10:00:00", "2026-03-02T10:00:00Z")]
    [InlineData("2026/03/02 10:00:00 +0100", "2026-03-02T09:00:00Z")]
    [InlineData("10:15 2026-03-02", "2026-03-02T10:15:00Z")]
    [InlineData("20260302 10:00:00", "2026-03-02T10:00:00Z")]
    [InlineData("02.03.2026 10:00:00", "2026-03-02T10:00:00Z")]
    [InlineData("02.03.26 10:00", "2026-03-02T10:00:00Z")]
    [InlineData("3/2/2026 10:00:00 PM", "2026-03-02T22:00:00Z")]
    [InlineData("12/31/2025 12:15:00 AM", "2025-12-31T00:15:00Z")]
    [InlineData("25/02/2026 10:00", "2026-02-25T10:00:00Z")]
    [InlineData("03/02/2026 10:00", "2026-03-02T10:00:00Z")]
    [InlineData("Mon, 2 Mar 2026 10.00.30 +0100", "2026-03-02T09:00:30Z")]
    [InlineData("Mon, 2 Mar 2026 10h05 +0100", "2026-03-02T09:05:00Z")]
    [InlineData("Thu, 2 Mar 106 10:00:00 +0000", "2006-03-02T10:00:00Z")]
    [InlineData("2-Mar-2026 10:00:00 MEZ", "2026-03-02T09:00:00Z")]
    [InlineData("1772445600", "2026-03-02T10:00:00Z")]
    [InlineData("2026-03-02 10:00-8:bb", "2026-03-02T18:00:00Z")]
    [InlineData("2026-03-02 10:00-8:\u0663\u0660", "2026-03-02T18:00:00Z")]
    public void Of_DateOfAnOddForm_IsRead(string date, string expected) =>
        TestMail.Read(System.Text.Encoding.UTF8.GetBytes($"From: a@x.example\n{Received}Date: {date}\n\nx")).Message.Date
            .ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("Date: Mon, 2 Mar 2026 10:00:00 +0100\n", DateSource.Header)]
    [InlineData("Date: soon\nReceived: from a by b; Mon, 2 Mar 2026 10:00:00 +0100\n", DateSource.Received)]
    [InlineData("Date: soon\n", DateSource.Storage)]
    public void Of_AnyMail_TellsWhereTheDateComesFrom(string headers, DateSource source) =>
        TestMail.Message($"From: a@x.example\n{headers}\nx").DateSource.ShouldBe(source);

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
            Gen.String[Gen.Char["0123456789\u0663\uff13 ::,+--JanFebMonTueUTCZ"], 0, 40],
            Gen.Select(Gen.Int[-5, 99999], Gen.Int[0, 99], Gen.Int[0, 999], Gen.Int[-99999, 99999])
                .Select(static (year, day, hour, zone) => $"Mon, {day} Mar {year} {hour}:{day}:{hour} {zone:+0000;-0000}"));
        text.Sample(
            t =>
            {
                var date = Date($"Date: {t}\n");
                (date.Year >= 1971 && date <= TestMail.Now.AddDays(2)).ShouldBeTrue();
            },
            iter: Iterations.Of(3_000));
    }

    private static DateTimeOffset Date(string headers) => TestMail.Message($"From: a@x.example\n{headers}\nx").Date;
}
