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
    [InlineData("BEGIN:VEVENT\nDTSTART:20260907T090000\nEND:VEVENT", "Event: (no title), Monday 7 September 2026, 09:00")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:Nets\nDTSTART:soon\nEND:VEVENT", "Event: Nets")]
    public void Read_Event_TellsItsKindAndTime(string lines, string first) => Read(lines).Split('\n')[0].ShouldBe(first);

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=5", "every day, 5 times")]
    [InlineData("FREQ=MONTHLY;BYDAY=2TU,-1FR", "every month on the second Tuesday, the last Friday")]
    [InlineData("FREQ=YEARLY", "every year")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15")]
    [InlineData("nonsense", "")]
    public void Rule_Any_IsToldInWords(string rule, string told) => CalendarRule.Tell(rule).ShouldBe(told);

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
