using System.Text;
using InboxMind.Core.Text;

namespace InboxMind.Core.Mail.Parsing.Calendar;

/// <summary>Tells the events of a calendar (RFC 5545) in words: what, when, where, how often, by whom, for whom, and whether it was called
/// off.</summary>
internal static class CalendarText
{
    private const int MaxEvents = 50, MaxPeople = 50, MaxDepth = 20;

    /// <summary>The events in words; empty when there is none.</summary>
    public static string Read(string calendar)
    {
        var text = new StringBuilder();
        var method = "";
        var events = 0;
        List<CalendarLine>? current = null;
        var depth = 0;
        foreach (var line in CalendarLine.Read(calendar))
        {
            switch (line.Name)
            {
                case "BEGIN" when current is null && line.Value.Trim().ToUpperInvariant() is "VEVENT" or "VTODO":
                    current = [];
                    depth = 0;
                    break;
                case "BEGIN" when current is not null && depth < MaxDepth:
                    // An alarm's description is not the event's.
                    depth++;
                    break;
                case "END" when current is not null && depth > 0:
                    depth--;
                    break;
                case "END" when current is not null:
                    if (++events <= MaxEvents)
                        Tell(text, current, method);
                    current = null;
                    break;
                case "METHOD" when current is null:
                    method = line.Value.Trim().ToUpperInvariant();
                    break;
                default:
                    if (current is not null && depth == 0)
                        current.Add(line);
                    break;
            }
        }

        return text.ToString();
    }

    private static void Tell(StringBuilder text, List<CalendarLine> lines, string method)
    {
        if (text.Length > 0)
            text.Append("\n\n");
        var title = OneLine.Fold(Find("SUMMARY")?.Text);
        text.Append(Kind(lines, method)).Append(": ").Append(title.Length > 0 ? title : "(no title)");
        if (CalendarTime.Tell(Find("DTSTART") ?? Find("DUE"), Find("DTEND"), Find("DURATION")) is { Length: > 0 } when)
            text.Append(title.EndsWith('.') ? " " : ", ").Append(when);
        text.Append('\n');
        Line("Repeats", CalendarRule.Tell(Find("RRULE")?.Value));
        Line("Where", OneLine.Fold(Find("LOCATION")?.Text));
        Line("Organizer", Find("ORGANIZER") is { } organizer ? Person(organizer) : "");
        Line("Invited", string.Join(", ", lines.Where(static l => l.Name == "ATTENDEE").Take(MaxPeople).Select(Answered)));
        var description = Find("DESCRIPTION")?.Text.Trim() ?? "";
        if (description.Length > 0)
            text.Append('\n').Append(description).Append('\n');

        CalendarLine? Find(string name) => lines.Find(l => l.Name == name);

        void Line(string name, string value)
        {
            if (value.Length > 0)
                text.Append(name).Append(": ").Append(value).Append('\n');
        }
    }

    private static string Kind(List<CalendarLine> lines, string method)
    {
        if (method == "CANCEL" || lines.Exists(static l => l.Name == "STATUS" && l.Value.Trim().Equals("CANCELLED",
            StringComparison.OrdinalIgnoreCase)))
            return "Cancelled event";
        return method switch
        {
            "REQUEST" or "ADD" => "Invitation",
            "REPLY" => lines.Find(static l => l.Name == "ATTENDEE") is { } who ? $"Reply of {Answered(who)} to the invitation"
                : "Reply to the invitation",
            "COUNTER" => "Another time proposed",
            "DECLINECOUNTER" => "Proposed time declined",
            _ => "Event",
        };
    }

    private static string Answered(CalendarLine attendee) => attendee.Parameters.GetValueOrDefault("PARTSTAT", "").ToUpperInvariant() switch
    {
        "ACCEPTED" => $"{Person(attendee)} (accepted)",
        "DECLINED" => $"{Person(attendee)} (declined)",
        "TENTATIVE" => $"{Person(attendee)} (tentative)",
        _ => Person(attendee),
    };

    private static string Person(CalendarLine line)
    {
        var address = OneLine.Fold(line.Value);
        if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            address = address["mailto:".Length..];
        var name = OneLine.Fold(line.Parameters.GetValueOrDefault("CN", ""));
        return name.Length == 0 || name == address ? address : $"{name} <{address}>";
    }
}
