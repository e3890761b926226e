using System.Buffers;
using System.Globalization;
using System.Text;

namespace InboxMind.Core.Import;

/// <summary>Splits an mbox into its mails (RFC 4155; quoting as mboxrd: one '>' is taken off lines of '>'s before "From ").
/// Holds one mail in memory.</summary>
internal sealed class MboxReader(Stream stream)
{
    private const int BufferBytes = 128 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start, _end;
    private bool _midLine;

    /// <summary>Reads the mails one after the other.</summary>
    public IEnumerable<MboxMail> Read(CancellationToken cancellation)
    {
        try
        {
            var mail = new ArrayBufferWriter<byte>(16 * 1024);
            DateTimeOffset? date = null;
            var open = false;
            var tooLong = false;
            var afterBlank = true;
            while (ReadLine(out var line, out var continued))
            {
                cancellation.ThrowIfCancellationRequested();
                if (afterBlank && !continued && IsSeparator(line.Span, out var next))
                {
                    if (open)
                        yield return Finish(mail, date, tooLong);
                    mail = new ArrayBufferWriter<byte>(16 * 1024);
                    (open, tooLong, date, afterBlank) = (true, false, next, false);
                    continue;
                }

                afterBlank = !continued && line.Span is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];
                if (!open)
                    open = !afterBlank;
                if (!tooLong && mail.WrittenCount + line.Length > RawMail.MaxBytes)
                {
                    tooLong = true;
                    mail = Head(mail);
                }

                if (open && !tooLong)
                    mail.Write(!continued && IsQuotedFrom(line.Span) ? line.Span[1..] : line.Span);
            }

            if (open)
                yield return Finish(mail, date, tooLong);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    /// <summary>What is kept of a mail that is too long.</summary>
    private static ArrayBufferWriter<byte> Head(ArrayBufferWriter<byte> mail)
    {
        var head = new ArrayBufferWriter<byte>(RawMail.HeadBytes);
        head.Write(mail.WrittenSpan[..Math.Min(RawMail.HeadBytes, mail.WrittenCount)]);
        return head;
    }

    private static MboxMail Finish(ArrayBufferWriter<byte> mail, DateTimeOffset? date, bool tooLong)
    {
        // The empty line before the next "From " belongs to the format, not to the mail.
        var bytes = mail.WrittenMemory;
        if (bytes.Span.EndsWith("\n\r\n"u8))
            bytes = bytes[..^2];
        else if (bytes.Span.EndsWith("\n\n"u8))
            bytes = bytes[..^1];
        return new MboxMail(bytes, date, tooLong);
    }

    /// <summary>The next line with its line end; a very long one comes in pieces.</summary>
    /// <param name="line">The line or piece.</param>
    /// <param name="continued">Whether it is a further piece of the line before.</param>
    private bool ReadLine(out ReadOnlyMemory<byte> line, out bool continued)
    {
        continued = _midLine;
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = _buffer.AsMemory(_start, at + 1);
                _start += at + 1;
                _midLine = false;
                return true;
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }

            var read = _end == _buffer.Length ? 0 : stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                line = _buffer.AsMemory(_start, _end - _start);
                _start = _end;
                _midLine = true;
                return line.Length > 0;
            }

            _end += read;
        }
    }

    private static bool IsQuotedFrom(ReadOnlySpan<byte> line) =>
        line.Length > 5 && line[0] == (byte)'>' && line.TrimStart((byte)'>').StartsWith("From "u8);

    /// <summary>A "From " line ends in a month, a time and a year; a sentence that begins with "From" does not.</summary>
    internal static bool IsSeparator(ReadOnlySpan<byte> line, out DateTimeOffset? date)
    {
        date = null;
        if (!line.StartsWith("From "u8) || line.Length > 512)
            return false;
        var text = Encoding.Latin1.GetString(line[5..]).TrimEnd();
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var time = Array.FindLastIndex(parts, static p => p.Length >= 4 && p.Contains(':')
            && TimeOnly.TryParse(p, CultureInfo.InvariantCulture, out _));
        if (time < 2 || !(IsMonth(parts[time - 2]) || IsMonth(parts[time - 1])))
            return false;
        var year = Array.FindIndex(parts, time, static p => p.Length == 4 && p[0] is '1' or '2' && p.All(char.IsAsciiDigit));
        if (year < 0)
            return false;
        if (DateTimeOffset.TryParseExact(
            $"{parts[time - 2]} {parts[time - 1]} {parts[year]} {parts[time]}",
            ["MMM d yyyy H:m:s", "MMM d yyyy H:m"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed))
            date = parsed;
        return true;
    }

    private static bool IsMonth(string text) => text.Length == 3
        && CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames.Contains(text, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A mail of an mbox.</summary>
/// <param name="Bytes">Without the "From " line.</param>
/// <param name="Date">The date on the "From " line, when it can be read; UTC.</param>
/// <param name="TooLong">Whether it was longer than <see cref="RawMail.MaxBytes"/> , of which only the beginning is there then.</param>
internal sealed record MboxMail(ReadOnlyMemory<byte> Bytes, DateTimeOffset? Date, bool TooLong);
