using System.Globalization;
using System.Text;

namespace InboxMind.Core.Privacy;

/// <summary>Writes mails as an mbox (RFC 4155), quoted as mboxrd: one '>' goes before lines of '>'s and "From ", which reading takes
/// off again. Nothing else of a mail is changed.</summary>
internal sealed class MboxWriter(Stream stream)
{
    private const int MaxSender = 200;

    public async Task WriteAsync(string sender, DateTimeOffset date, ReadOnlyMemory<byte> mail, CancellationToken cancellation)
    {
        await stream.WriteAsync(Separator(sender, date), cancellation);
        var start = 0;
        for (var line = 0; line < mail.Length; line = NextLine(mail.Span, line))
        {
            if (!IsFrom(mail.Span[line..]))
                continue;
            await stream.WriteAsync(mail[start..line], cancellation);
            await stream.WriteAsync(Quote, cancellation);
            start = line;
        }

        await stream.WriteAsync(mail[start..], cancellation);
        await stream.WriteAsync(mail.Span is [.., (byte)'\n'] ? OneEnd : TwoEnds, cancellation);
    }

    private static readonly byte[] Quote = ">"u8.ToArray();
    private static readonly byte[] OneEnd = "\n"u8.ToArray();
    private static readonly byte[] TwoEnds = "\n\n"u8.ToArray();

    /// <summary>The sender comes from outside: without what could end the line or its own field.</summary>
    private static byte[] Separator(string sender, DateTimeOffset date)
    {
        var name = sender.Length is > 0 and <= MaxSender
            && sender.All(static c => char.IsAscii(c) && !char.IsWhiteSpace(c) && !char.IsControl(c))
            ? sender
            : "MAILER-DAEMON";
        var day = date.UtcDateTime;
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"From {name} {day:ddd MMM} {day.Day,2} {day:HH:mm:ss yyyy}\n"));
    }

    private static bool IsFrom(ReadOnlySpan<byte> line) => line.TrimStart((byte)'>').StartsWith("From "u8);

    private static int NextLine(ReadOnlySpan<byte> mail, int line) =>
        mail[line..].IndexOf((byte)'\n') is var end and >= 0 ? line + end + 1 : mail.Length;
}
