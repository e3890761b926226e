using System.Text.Json;
using InboxMind.Core.Mail.Raw;

namespace InboxMind.Embedded.Mail;

/// <summary>A reading ready to be written.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Text">The text, compressed; null when nothing was changed.</param>
/// <param name="Details">What no query looks into; null when nothing was changed.</param>
internal sealed record ReadingRow(MailReading Reading, byte[]? Text, string? Details)
{
    public int Bytes => (Text?.Length ?? 0) + (Details?.Length ?? 0) + 500;

    public static ReadingRow Of(MailReading reading) => reading.Changed is { } message
        ? new ReadingRow(
            reading, Compression.CompressText(message.Text),
            JsonSerializer.Serialize(MessageDetails.Of(message), MailJson.Default.MessageDetails))
        : new ReadingRow(reading, null, null);
}
