using System.Text;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Core.Indexing;

/// <summary>What of the text of attachments is searched: the lines that do not stand in the mail itself. A forwarded mail and an invitation
/// are part of its text already.</summary>
internal static class AttachmentWords
{
    public static string Of(MailMessage mail, IEnumerable<AttachmentReading> readings)
    {
        var own = Lines(mail.Text);
        var words = new StringBuilder();
        foreach (var passage in readings.SelectMany(static r => r.Passages))
        {
            foreach (var line in passage.Text.AsSpan().EnumerateLines())
            {
                if (!own.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line.Trim()))
                    words.Append(line).Append('\n');
            }

            words.Append('\n');
        }

        return words.ToString().Trim();
    }

    private static HashSet<string> Lines(string text)
    {
        var lines = new HashSet<string>();
        foreach (var line in text.AsSpan().EnumerateLines())
            lines.Add(line.Trim().ToString());
        return lines;
    }
}
