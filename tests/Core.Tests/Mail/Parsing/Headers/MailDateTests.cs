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
    [InlineData("lun., 19 janv. 2026 10:00:00 +0100", "2026-01-19T09:00:00Z")]
    [InlineData("dl., 18 maig 2026 10:00:00 +0200", "2026-05-18T08:00:00Z")]
    [InlineData("Sun, 1 Mar 2026 12:27:13.512 +0200", "2026-03-01T10:27:13Z")]
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
    [InlineData("UT UTC GMT Z WET", "10:00")]
    [InlineData("WEST WEDT BST CET MET MEZ MEWT SWT FWT", "09:00")]
    [InlineData("CEST CEDT MEST MESZ EET SAST", "08:00")]
    [InlineData("IDT EEST MSK TRT", "07:00")]
    [InlineData("MSD", "06:00")]
    [InlineData("PKT", "05:00")]
    [InlineData("ICT WIB", "03:00")]
    [InlineData("HKT SGT AWST", "02:00")]
    [InlineData("JST KST", "01:00")]
    [InlineData("AEST", "00:00")]
    [InlineData("NST", "13:30")]
    [InlineData("ADT BRT ART", "13:00")]
    [InlineData("AST EDT", "14:00")]
    [InlineData("EST CDT", "15:00")]
    [InlineData("CST MDT", "16:00")]
    [InlineData("MST PDT", "17:00")]
    [InlineData("PST AKDT", "18:00")]
    [InlineData("AKST", "19:00")]
    [InlineData("HST", "20:00")]
    public void Of_ZoneByName_IsKnown(string zones, string utc)
    {
        foreach (var zone in zones.Split(' '))
            Date($"Date: 2-Mar-2026 10:00 {zone}\n").ShouldBe(DateTimeOffset.Parse($"2026-03-02T{utc}Z"), zone);
    }

    [Theory]
    [InlineData("AEDT", "2026-03-01T23:00Z")]
    [InlineData("NZST", "2026-03-01T22:00Z")]
    [InlineData("NZDT", "2026-03-01T21:00Z")]
    [InlineData("CET DST", "2026-03-02T08:00Z")]
    [InlineData("GMT +0100", "2026-03-02T09:00Z")]
    [InlineData("+0100 EST", "2026-03-02T09:00Z")]
    [InlineData("CET EST", "2026-03-02T09:00Z")]
    [InlineData("XYZ", "2026-03-02T10:00Z")]
    [InlineData("(CET)", "2026-03-02T09:00Z")]
    [InlineData("+0200 (CET)", "2026-03-02T08:00Z")]
    [InlineData("+2", "2026-03-02T08:00Z")]
    [InlineData("+02", "2026-03-02T08:00Z")]
    [InlineData("+02:30", "2026-03-02T07:30Z")]
    [InlineData("\u22120230", "2026-03-02T12:30Z")]
    [InlineData("+12345", "2026-03-02T10:00Z")]
    [InlineData("-0230", "2026-03-02T12:30Z")]
    public void Of_ZonesOfOddForms_AreRead(string zone, string date) =>
        TestMail.Read(System.Text.Encoding.UTF8.GetBytes($"From: a@x.example\nDate: 2-Mar-2026 10:00 {zone}\n\nx")).Message.Date
            .ShouldBe(DateTimeOffset.Parse(date));

    [Theory]
    [InlineData(1, "januar enero gennaio tammikuu stycznia ledna yanvar jaenner sijecnja января січня ιανουαριου")]
    [InlineData(2, "februar febrero febbraio helmikuu lutego unora subat veljace февраля лютого φεβρουαριου")]
    [InlineData(3, "maerz marzo maart maaliskuu marca brezna mart ozujka марта березня μαρτιου")]
    [InlineData(4, "avril abril aprile huhtikuu kwietnia dubna nisan travnja апреля квітня απριλιου")]
    [InlineData(5, "mai mayo maggio mei toukokuu kvetna mayis svibnja мая травня μαιου")]
    [InlineData(6, "juni juin junio giugno kesakuu czerwca cervna haziran lipnja июня червня ιουνιου")]
    [InlineData(7, "juli juillet julio luglio heinakuu lipca cervence temmuz srpnja июля липня ιουλιου")]
    [InlineData(8, "aout agosto augustus elokuu sierpnia srpna agustos kolovoza августа серпня αυγουστου")]
    [InlineData(9, "septembre setembro settembre syyskuu wrzesnia zari eylul rujna сентября вересня σεπτεμβριου")]
    [InlineData(
        10, "oktober octubre ottobre lokakuu pazdziernika rijna ekim eki paz oktobar октября жовтня οκτωβριου")]
    [InlineData(
        11, "novembre noviembre marraskuu listopada listopadu kasim studeni studenoga ноября листопада νοεμβριου")]
    [InlineData(
        12, "dezember diciembre dezembro joulukuu grudnia prosince "
            + "aralik gru pro prosinca декабря грудня δεκεμβριου")]
    [InlineData(2, "şubat ŞUBAT únor")]
    [InlineData(4, "duben")]
    [InlineData(8, "août ağustos")]
    [InlineData(11, "kasım")]
    [InlineData(12, "aralık")]
    public void Of_MonthInAnotherLanguage_IsKnown(int month, string names)
    {
        foreach (var name in names.Split(' '))
        {
            TestMail.Read(System.Text.Encoding.UTF8.GetBytes($"From: a@x.example\nDate: 2 {name} 2025 10:00\n\nx")).Message.Date
                .ShouldBe(new DateTimeOffset(2025, month, 2, 10, 0, 0, TimeSpan.Zero), name);
        }
    }

    [Theory]
    [InlineData("2 Mar 2026 9.05", "2026-03-02T09:05:00Z")]
    [InlineData("2 Mar 2026 24:00 +0000 x", "2026-03-03T00:00:00Z")]
    [InlineData("2. Mar 2026 9:05:60", "2026-03-02T09:05:59Z")]
    [InlineData("2. Mar 2026 9:05:07,25 +0100", "2026-03-02T08:05:07Z")]
    [InlineData("2-Mar-2026 12:30 pm", "2026-03-02T12:30:00Z")]
    [InlineData("2-Mar-2026 12:30 am", "2026-03-02T00:30:00Z")]
    [InlineData("2-Mar-2026 11:30 am", "2026-03-02T11:30:00Z")]
    [InlineData("2-Mar-49 10:00", "2020-02-02T02:02:02Z")]
    [InlineData("2-Mar-50 10:00", "2020-02-02T02:02:02Z")]
    [InlineData("2-Mar-71 10:00", "1971-03-02T10:00:00Z")]
    [InlineData("2-Mar-025 10:00", "2020-02-02T02:02:02Z")]
    [InlineData("2026-02-29 10:00", "2020-02-02T02:02:02Z")]
    [InlineData("2024-02-29 10:00", "2024-02-29T10:00:00Z")]
    [InlineData("2026-12-00 10:00", "2020-02-02T02:02:02Z")]
    [InlineData("2-Mar-2026 25:00", "2026-03-02T00:00:00Z")]
    [InlineData("2-Mar-2026 10:60", "2026-03-02T00:00:00Z")]
    [InlineData("2-Mar-2026", "2026-03-02T00:00:00Z")]
    [InlineData("2-Mar", "2020-02-02T02:02:02Z")]
    [InlineData("10:00", "2020-02-02T02:02:02Z")]
    [InlineData("02/03", "2020-02-02T02:02:02Z")]
    [InlineData("mar. 10 mars 2026 10:00", "2026-03-10T10:00:00Z")]
    [InlineData("40 Mar 2026 10:00", "2020-02-02T02:02:02Z")]
    [InlineData("177244560", "1975-08-14T10:36:00Z")]
    [InlineData("17724456", "2020-02-02T02:02:02Z")]
    [InlineData("1971-01-01 00:00", "1971-01-01T00:00:00Z")]
    [InlineData("1970-12-31 23:59", "2020-02-02T02:02:02Z")]
    [InlineData("2026-07-03 12:00", "2026-07-03T12:00:00Z")]
    [InlineData("2026-07-03 12:01", "2020-02-02T02:02:02Z")]
    public void Of_LooseDateAtItsEdges_IsReadOrLeft(string date, string expected) =>
        Date($"Date: {date}\n").ShouldBe(DateTimeOffset.Parse(expected));

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
