using InboxMind.Core.Mail.Parsing.Calendar;

namespace InboxMind.Core.Tests.Mail.Parsing.Calendar;

public sealed class CalendarTextTests
{
    [Fact]
    public void Read_Invitation_TellsWhatWhenWhereAndWho() =>
        Read(
            """
            METHOD:REQUEST
            BEGIN:VTIMEZONE
            TZID:Europe/Oslo
            END:VTIMEZONE
            BEGIN:VEVENT
            SUMMARY:Net mending
            DTSTART;TZID=Europe/Oslo:20260907T090000
            DTEND;TZID=Europe/Oslo:20260907T103000
            LOCATION:Boat house\, pier 3
            RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261130T000000Z
            ORGANIZER;CN="Berg, Otto":mailto:otto@x.example
            ATTENDEE;CN=Mara;PARTSTAT=ACCEPTED:mailto:mara@x.example
            ATTENDEE:MAILTO:iris@x.example
            DESCRIPTION:Bring the long needles.\nWe begin
              with the blue net.
            BEGIN:VALARM
            DESCRIPTION:Reminder
            END:VALARM
            END:VEVENT
            """).ShouldBe(
            """
            Invitation: Net mending, Monday 7 September 2026, 09:00 to 10:30 (Europe/Oslo)
            Repeats: every 2 weeks on Monday, Thursday, until 30 November 2026
            Where: Boat house, pier 3
            Organizer: Berg, Otto <otto@x.example>
            Invited: Mara <mara@x.example> (accepted), iris@x.example

            Bring the long needles.
            We begin with the blue net.

            """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("METHOD:CANCEL\nBEGIN:VEVENT\nSUMMARY:Nets\nEND:VEVENT", "Cancelled event: Nets")]
    [InlineData("METHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Nets\nSTATUS:CANCELLED\nEND:VEVENT", "Cancelled event: Nets")]
    [InlineData("METHOD:REPLY\nBEGIN:VEVENT\nSUMMARY:Nets\nATTENDEE;CN=Iris;PARTSTAT=DECLINED:mailto:i@x.example\nEND:VEVENT",
        "Reply of Iris <i@x.example> (declined) to the invitation: Nets")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART;VALUE=DATE:20260907\nEND:VEVENT", "Event: Nets, Monday 7 September 2026 (all day)")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART;VALUE=DATE:20260907\nDTEND;VALUE=DATE:20260910\nEND:VEVENT",
        "Event: Nets, Monday 7 September 2026 to Wednesday 9 September 2026 (all day)")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART:20260907T230000Z\nDURATION:PT2H\nEND:VEVENT",
        "Event: Nets, Monday 7 September 2026, 23:00 to Tuesday 8 September 2026, 01:00 (UTC)")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART:20260907T230000Z\nDURATION:PT\u0662H\nEND:VEVENT",
        "Event: Nets, Monday 7 September 2026, 23:00 (UTC)")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART;VALUE=DATE:20260907\nDTEND;VALUE=DATE:20260908\nEND:VEVENT",
        "Event: Nets, Monday 7 September 2026 (all day)")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART;VALUE=DATE:20260907\nDTEND;VALUE=DATE:00010101\nEND:VEVENT",
        "Event: Nets, Monday 7 September 2026 (all day)")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART;VALUE=DATE:99991231\nDTEND;VALUE=DATE:99991231\nEND:VEVENT",
        "Event: Nets, Friday 31 December 9999 (all day)")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART:99991231T090000\nDURATION:P1D\nEND:VEVENT",
        "Event: Nets, Friday 31 December 9999, 09:00")]
    [InlineData("BEGIN:VEVENT\nDTSTART:20260907T090000\nEND:VEVENT", "Event: (no title), Monday 7 September 2026, 09:00")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART:soon\nEND:VEVENT", "Event: Nets")]
    public void Read_Event_TellsItsKindAndTime(string lines, string first) => Read(lines).Split('\n')[0].ShouldBe(first);

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=5", "every day, 5 times")]
    [InlineData("FREQ=MONTHLY;BYDAY=2TU,-1FR", "every month on the second Tuesday, the last Friday")]
    [InlineData("FREQ=YEARLY", "every year")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15")]
    [InlineData("FREQ=HOURLY;INTERVAL=1", "every hour")]
    [InlineData("FREQ=HOURLY;INTERVAL=0", "every hour")]
    [InlineData("freq = weekly ; interval = 3 ; byday = sa, su , we", "every 3 weeks on Saturday, Sunday, Wednesday")]
    [InlineData("FREQ=MONTHLY;BYDAY=1MO,3WE,4TH,+2FR,-2SU,X,,XX", "every month on the first Monday, the third Wednesday, "
        + "the fourth Thursday, the second Friday, Sunday (-2)")]
    [InlineData("FREQ=DAILY;UNTIL=soon", "every day")]
    [InlineData("FREQ=DAILY;FREQ=WEEKLY;COUNT", "every day")]
    [InlineData("FREQ=SECONDLY", "")]
    [InlineData("INTERVAL=2", "")]
    [InlineData("nonsense", "")]
    public void Rule_Any_IsToldInWords(string rule, string told) => CalendarRule.Tell(rule).ShouldBe(told);

    [Theory]
    [InlineData("DTSTART:20260907T090000\nDURATION:P1W", "09:00 to Monday 14 September 2026, 09:00")]
    [InlineData("DTSTART:20260907T090000\nDURATION:P1DT1H1M", "09:00 to Tuesday 8 September 2026, 10:01")]
    [InlineData("DTSTART:20260907T090000\nDURATION:+PT3600S", "09:00 to 10:00")]
    [InlineData("DTSTART:20260907T090000\nDURATION:an hour", "09:00")]
    [InlineData("DTSTART:20260907T090000\nDTEND:20260907T090000", "09:00")]
    [InlineData("DTSTART:20260907T090000\nDTEND:20260907T100000\nDURATION:PT2H", "09:00 to 10:00")]
    [InlineData("DTSTART:20260907T090000\nDTEND:later\nDURATION:PT2H", "09:00 to 11:00")]
    [InlineData("DUE:20260907T090000", "09:00")]
    [InlineData("DTSTART;TZID=Europe/Oslo:20260907T090000\nDTEND;TZID=Asia/Tokyo:20260907T190000",
        "09:00 (Europe/Oslo) to 19:00 (Asia/Tokyo)")]
    [InlineData("DTSTART;TZID=Europe/Oslo:20260907T090000\nDTEND;TZID=Europe/London:20260907T090000",
        "09:00 (Europe/Oslo) to 09:00 (Europe/London)")]
    [InlineData("DTSTART;TZID=Europe/Oslo:20260907T090000\nDTEND:soon\nDURATION:PT1H", "09:00 to 10:00 (Europe/Oslo)")]
    [InlineData("DTSTART;TZID=Europe/Oslo:20260907T090000\nDTEND:soon", "09:00 (Europe/Oslo)")]
    [InlineData("DTSTART;TZID=/citadel.org/20260101/Europe/Berlin:20260907T090000\nDTEND;TZID=Europe/Berlin:20260907T100000",
        "09:00 to 10:00 (Europe/Berlin)")]
    [InlineData("DTSTART;TZID=/Berlin:20260907T090000", "09:00 (/Berlin)")]
    public void Read_TimeOfAnEvent_IsTold(string lines, string told) =>
        Read($"BEGIN:VEVENT\nSUMMARY:Nets\n{lines}\nEND:VEVENT").Split('\n')[0].ShouldBe($"Event: Nets, Monday 7 September 2026, {told}");

    [Theory]
    [InlineData("METHOD:ADD", "Invitation")]
    [InlineData("METHOD:COUNTER", "Another time proposed")]
    [InlineData("METHOD:DECLINECOUNTER", "Proposed time declined")]
    [InlineData("METHOD:REPLY", "Reply to the invitation")]
    [InlineData("METHOD: reply ", "Reply to the invitation")]
    [InlineData("METHOD:PUBLISH", "Event")]
    public void Read_Method_TellsWhatTheEventIs(string method, string told) =>
        Read($"{method}\nBEGIN:VEVENT\nSUMMARY:Nets\nMETHOD:CANCEL\nEND:VEVENT").ShouldBe($"{told}: Nets\n");

    [Theory]
    [InlineData("SUMMARY:Mend\\, dry\\; fold\\N now \\", "Event: Mend, dry; fold now \\\n")]
    [InlineData("SUMMARY:Bring nets.\nDTSTART;VALUE=DATE:20260907", "Event: Bring nets. Monday 7 September 2026 (all day)\n")]
    [InlineData("SUMMARY:One\n\t two\nSUMMARY:Three", "Event: One two\n")]
    [InlineData("SUMMARY;X=\"a:b;c\";Y=d:Nets", "Event: Nets\n")]
    [InlineData("SUMMARY:Nets\nORGANIZER;CN=o@x.example:mailto:o@x.example", "Event: Nets\nOrganizer: o@x.example\n")]
    [InlineData("SUMMARY:Nets\nORGANIZER;cn=Otto:MAILTO:o@x.example", "Event: Nets\nOrganizer: Otto <o@x.example>\n")]
    [InlineData("SUMMARY:Nets\nATTENDEE;PARTSTAT=tentative:mailto:a@x.example", "Event: Nets\nInvited: a@x.example (tentative)\n")]
    [InlineData("SUMMARY:Nets\nSTATUS:CONFIRMED", "Event: Nets\n")]
    [InlineData("SUMMARY:Nets\nDESCRIPTION: ", "Event: Nets\n")]
    [InlineData("summary:Nets\n:x\nLOCATION\nLOCATION;X=\"y:Pier", "Event: Nets\n")]
    [InlineData("SUMMARY:Nets\nBEGIN:VALARM\nBEGIN:X\nEND:X\nLOCATION:y\nEND:VALARM\nLOCATION:Pier", "Event: Nets\nWhere: Pier\n")]
    [InlineData("END:VEVENT\nBEGIN:VTODO\nSUMMARY:Nets", "Event: (no title)\n\n\nEvent: Nets\n")]
    public void Read_LinesOfAnEvent_AreToldAsTheyMean(string lines, string told) =>
        Read($"BEGIN:VEVENT\n{lines}\nEND:VEVENT").ShouldBe(told);

    [Fact]
    public void Read_ManyEventsAndPeople_TellsABoundedNumber()
    {
        var people = string.Concat(Enumerable.Range(0, 60).Select(static i => $"ATTENDEE:mailto:p{i}@x.example\n"));

        var told = Read(string.Join('\n', Enumerable.Repeat($"BEGIN:VEVENT\nSUMMARY:Nets\n{people}END:VEVENT", 60)));

        told.Split("Event: Nets").Length.ShouldBe(51);
        told.Split("p49@").Length.ShouldBe(51);
        told.ShouldNotContain("p50@");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("BEGIN:VCALENDAR\nEND:VCALENDAR")]
    public void Read_NoEvent_IsEmpty(string text) => CalendarText.Read(text).ShouldBe("");

    [Fact]
    public void Read_MailThatIsOnlyAnInvitation_HasItsTextAndFile()
    {
        var message = TestMail.WithBody(
            "Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\n"
            + "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Nets\nLOCATION:Pier\nEND:VEVENT\nEND:VCALENDAR\n");

        message.Text.ShouldBe("Invitation: Nets\nWhere: Pier");
        message.Attachments.Single().ContentType.ShouldBe("text/calendar");
    }

    private static string Read(string lines) => CalendarText.Read($"BEGIN:VCALENDAR\n{lines}\nEND:VCALENDAR\n");
}
