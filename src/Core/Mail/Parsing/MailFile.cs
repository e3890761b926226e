using MimeKit;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>A mail that lies within a mail as a file of no known kind, only named ".eml".</summary>
internal static class MailFile
{
    /// <summary>Bytes of such a file that are opened.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Headers by which a file is a mail; fewer has some text as well.</summary>
    private const int FewHeaders = 2;

    /// <summary>The mail; null when the part is none.</summary>
    public static MimeMessage? Open(MimePart part)
    {
        if (part.FileName?.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) != true
            || part.Content is not { Stream.Length: <= MaxBytes } content)
            return null;
        try
        {
            using var bytes = new MemoryStream();
            content.DecodeTo(bytes);
            var mail = BoundedMimeParser.Parse(MimeReader.Options, bytes.ToArray());
            return IsMail(mail) ? mail : null;
        }
        catch (Exception e) when (e is FormatException or UnreadableMailException)
        {
            // It stays the attachment it is.
            return null;
        }
    }

    private static bool IsMail(MimeMessage message) => message.Headers.Count(static h => h.Id is HeaderId.From or HeaderId.Date
        or HeaderId.Subject or HeaderId.To or HeaderId.MessageId or HeaderId.Received or HeaderId.MimeVersion) >= FewHeaders;
}
