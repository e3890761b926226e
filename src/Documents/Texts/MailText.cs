using System.Globalization;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Documents.Archives;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Texts;

/// <summary>A mail that is attached: what stands above it, its text, and what is attached to it.</summary>
internal static class MailText
{
    public static void Read(ReadOnlyMemory<byte> file, Reading reading, int depth)
    {
        // The date stands for one that is missing, and is not shown.
        var (reader, user) = (new MimeReader(TimeProvider.System), new UserId("attachment"));
        var mail = reader.Read(user, file, DateTimeOffset.UnixEpoch).Message;
        var writer = reading.Writer;
        Append("Subject", mail.Subject, writer);
        Append("From", string.Join(", ", mail.From), writer);
        Append("To", string.Join(", ", mail.To.Concat(mail.Cc)), writer);
        if (mail.Date > DateTimeOffset.UnixEpoch)
            Append("Date", mail.Date.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), writer);
        writer.Append(mail.Text);
        for (var number = 1; number <= mail.Attachments.Count; number++)
        {
            reading.CountFile();
            if (reader.Attachment(user, file, number) is { } attached)
                ArchiveEntry.Read(attached.Info.Name, attached.Content, reading, depth);
        }
    }

    private static void Append(string label, string value, PassageWriter writer)
    {
        if (value.Length == 0)
            return;
        writer.Append($"{label}: {value}");
        writer.NewLine();
    }
}
