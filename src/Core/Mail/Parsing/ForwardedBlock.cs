using System.Text;
using InboxMind.Core.Mail.Parsing.Headers;
using InboxMind.Core.Text;
using MimeKit;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>A mail within a mail as text: a line, its header, its text, the names of its files, as mail programs forward it.</summary>
internal static class ForwardedBlock
{
    public static string Write(MimeMessage message, string text, IEnumerable<string> files)
    {
        var block = new StringBuilder("\n---------- Forwarded message ----------\n");
        var charset = MimeBody.Charset(message);
        Line("From", HeaderId.From);
        Line("Date", HeaderId.Date);
        Line("Subject", HeaderId.Subject);
        Line("To", HeaderId.To);
        var names = string.Join(", ", files);
        if (names.Length > 0)
            block.Append("Attachments: ").Append(names).Append('\n');
        return block.Append('\n').Append(text).Append('\n').ToString();

        void Line(string name, HeaderId id)
        {
            var header = message.Headers.FirstOrDefault(h => h.Id == id);
            if (header is null)
                return;
            var value = HeaderText.IsGarbled(header.RawValue, header.Value) ? HeaderText.Decode(header.RawValue, charset) : header.Value;
            if (OneLine.Fold(value) is { Length: > 0 } folded)
                block.Append(name).Append(": ").Append(MailLimits.Begin(folded, MailLimits.Name)).Append('\n');
        }
    }
}
