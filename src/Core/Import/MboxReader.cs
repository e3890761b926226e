using System.Buffers;
using System.Globalization;
using System.Text;

namespace InboxMind.Core.Import;

/// <summary>Splits an mbox into its mails (RFC 4155; quoting as mboxrd: one '>' is taken off lines of '>'s before "From "). Line ends may
/// be
/// LF, CRLF or CR throughout. A length that a mail says of itself (Content-Length, as in mboxcl2) counts where a mail or the file's end
/// follows there. Holds one mail in memory.</summary>
internal sealed class MboxReader(Stream stream)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Bytes of the header in which a folder's own data is recognised.</summary>
    private const int MaxFolderHeader = 8 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start, _end;
    private bool _ended, _isCr;

    /// <summary>"From " lines that look like the beginning of a mail in part only, and were left where they stand.</summary>
    public long Doubted { get; private set; }

    private ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads the mails one after the other, once.</summary>
    public IEnumerable<MboxMail> Read(CancellationToken cancellation)
    {
        try
        {
            foreach (var mail in ReadAll(cancellation))
                yield return mail;
        }
        finally
        {
            GiveBack(_buffer);
            _buffer = [];
        }
    }

    private IEnumerable<MboxMail> ReadAll(CancellationToken cancellation)
    {
        Begin();
        DateTimeOffset? date = null;
        var isOpen = Has(FromLine.LookAhead) && Rest.StartsWith("From "u8);
        if (isOpen)
        {
            FromLine.Judge(Ahead(0), true, out var length, out date);
            _start += length;
        }

        while (isOpen || _end > _start)
        {
            cancellation.ThrowIfCancellationRequested();
            var mail = ReadMail(date, out isOpen, out date, cancellation);
            if (!IsFolderData(mail.Bytes.Span))
                yield return mail;
        }
    }

    /// <summary>What IMAP servers (UW, Dovecot, Cyrus) and Pine keep of the folder itself, in the form of a mail at its head.</summary>
    private static bool IsFolderData(ReadOnlySpan<byte> mail)
    {
        var header = mail[..HeaderLength(mail[..Math.Min(mail.Length, MaxFolderHeader)])];
        return header.IndexOf("FOLDER INTERNAL DATA"u8) > 0 && header.IndexOf("Mail System Internal Data"u8) > 0
            && header.IndexOf("X-IMAP"u8) >= 0;
    }

    private MboxMail ReadMail(DateTimeOffset? date, out bool isMore, out DateTimeOffset? next, CancellationToken cancellation)
    {
        var scanned = 0;
        int? told = null;
        var isUnquoted = false;
        byte[]? head = null;
        next = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var at = scanned < Rest.Length ? Rest[scanned..].IndexOf("From "u8) : -1;
            if (at < 0)
            {
                scanned = Math.Max(scanned, Rest.Length - 4);
                if (scanned > RawMail.MaxBytes || head is not null)
                    scanned = Drop(scanned, ref head);
                if (Fill())
                    continue;
                isMore = false;
                var last = Finish(Rest, date, head, isUnquoted);
                _start = _end;
                return last;
            }

            at += scanned;
            scanned = at + 5;
            var line = LineStart(at);
            if (line <= 0 && head is null)
                continue;
            if (line < 0)
                continue;
            Has(at + FromLine.LookAhead);
            var kind = FromLine.Judge(Ahead(at), IsEmptyLineBefore(line), out var length, out var found);
            if (kind == FromLineKind.Text)
                continue;
            if (head is null)
            {
                told ??= ToldEnd();
                if (told > at)
                {
                    isUnquoted |= kind == FromLineKind.Separator;
                    scanned = Math.Max(scanned, told.Value);
                    continue;
                }
            }

            if (kind == FromLineKind.Doubtful)
            {
                Doubted++;
                continue;
            }

            var mail = Finish(Rest[..line], date, head, isUnquoted);
            _start += at + length;
            (next, isMore) = (found, true);
            return mail;
        }
    }

    /// <summary>Lets go of what was looked through of a mail that is too long, but for its head and the last few bytes.</summary>
    private int Drop(int scanned, ref byte[]? head)
    {
        head ??= Rest[..RawMail.HeadBytes].ToArray();
        var kept = Math.Min(scanned, 8);
        _start += scanned - kept;
        return kept;
    }

    /// <summary>Where the line begins whose first word stands here; -1 when it is not the first.</summary>
    private int LineStart(int at)
    {
        var before = Rest[..at];
        if (before.EndsWith("\uFEFF"u8))
            before = before[..^3];
        return before.IsEmpty || before[^1] == (byte)'\n' ? before.Length : -1;
    }

    private bool IsEmptyLineBefore(int line) =>
        line == 0 || Rest[..line].EndsWith("\n\n"u8) || Rest[..line].EndsWith("\n\r\n"u8) || Rest[..line] is [(byte)'\n'];

    private ReadOnlySpan<byte> Ahead(int at) => Rest.Slice(at, Math.Min(FromLine.LookAhead, Rest.Length - at));

    /// <summary>Where the mail ends by its own Content-Length, when that proves right; else 0.</summary>
    private int ToldEnd()
    {
        var header = HeaderLength(Rest);
        if (header == 0 || Told(Rest[..header]) is not { } length || length > RawMail.MaxBytes)
            return 0;
        Has(header + (int)length + FromLine.LookAhead);
        var body = Rest[header..];
        if (IsEnd(body, (int)length))
            return header + (int)length;

        // The length of the mail before its line ends became CRLF.
        if (!Rest[..header].EndsWith("\r\n"u8))
            return 0;
        var at = 0;
        for (var left = length; left > 0 && at < body.Length; at++)
        {
            if (!(body[at] == (byte)'\r' && at + 1 < body.Length && body[at + 1] == (byte)'\n'))
                left--;
        }

        return IsEnd(body, at) ? header + at : 0;
    }

    /// <summary>Whether the mail's body ends there: a mail follows, or nothing.</summary>
    private static bool IsEnd(ReadOnlySpan<byte> body, int at)
    {
        if (at > body.Length)
            return false;
        var rest = body[at..];
        var lines = 0;
        while (lines < 4 && rest.Length > 0 && rest[0] is (byte)'\n' or (byte)'\r')
        {
            rest = rest[1..];
            lines++;
        }

        if (rest.IsEmpty)
            return true;
        return (lines > 0 || (at > 0 && body[at - 1] == (byte)'\n')) && rest.StartsWith("From "u8)
            && FromLine.Judge(rest[..Math.Min(rest.Length, FromLine.LookAhead)], true, out _, out _) == FromLineKind.Separator;
    }

    private static int HeaderLength(ReadOnlySpan<byte> mail)
    {
        var lf = mail.IndexOf("\n\n"u8);
        var crlf = (lf < 0 ? mail : mail[..lf]).IndexOf("\r\n\r\n"u8);
        return crlf >= 0 ? crlf + 4 : lf + 2 > 1 ? lf + 2 : 0;
    }

    private static long? Told(ReadOnlySpan<byte> header)
    {
        while (!header.IsEmpty)
        {
            var end = header.IndexOf((byte)'\n');
            var line = end < 0 ? header : header[..end];
            if (line.Length > 15 && Ascii.EqualsIgnoreCase(line[..15], "content-length:"u8))
            {
                return long.TryParse(line[15..].Trim(" \t\r"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var told)
                    ? told
                    : null;
            }

            header = end < 0 ? [] : header[(end + 1)..];
        }

        return null;
    }

    private static MboxMail Finish(ReadOnlySpan<byte> mail, DateTimeOffset? date, byte[]? head, bool isUnquoted)
    {
        if (head is not null || mail.Length > RawMail.MaxBytes)
            return new MboxMail(head ?? mail[..RawMail.HeadBytes].ToArray(), date, TooLong: true);

        // The empty line before the next "From " belongs to the format, not to the mail.
        if (mail.EndsWith("\n\r\n"u8))
            mail = mail[..^2];
        else if (mail.EndsWith("\n\n"u8))
            mail = mail[..^1];

        // Who tells the length and leaves "From " as it is quotes nothing.
        return new MboxMail(isUnquoted ? mail.ToArray() : Unquoted(mail), date, TooLong: false);
    }

    private static byte[] Unquoted(ReadOnlySpan<byte> mail)
    {
        var result = mail.ToArray();
        if (mail.IndexOf(">From "u8) < 0)
            return result;
        var length = 0;
        while (!mail.IsEmpty)
        {
            var end = mail.IndexOf((byte)'\n') + 1;
            var line = end == 0 ? mail : mail[..end];
            mail = mail[line.Length..];
            if (line.Length > 5 && line[0] == (byte)'>' && line.TrimStart((byte)'>').StartsWith("From "u8))
                line = line[1..];
            line.CopyTo(result.AsSpan(length));
            length += line.Length;
        }

        return result[..length];
    }

    private void Begin()
    {
        // A file whose first lines all end in CR alone is read with LF.
        _isCr = Has(FromLine.LookAhead) && Rest.Contains((byte)'\r') && !Rest.Contains((byte)'\n');
        FoldCr(_buffer.AsSpan(0, _end));
        if (Rest.StartsWith("\uFEFF"u8))
            _start += 3;
        while (Has(1) && Rest[0] is (byte)'\n' or (byte)'\r')
            _start++;
    }

    /// <summary>Reads on until so many bytes are there, or the file ends.</summary>
    /// <returns>Whether there are any.</returns>
    private bool Has(int bytes)
    {
        while (Rest.Length < bytes && Fill())
        {
        }

        return !Rest.IsEmpty;
    }

    private bool Fill()
    {
        if (_ended)
            return false;
        if (_end == _buffer.Length)
        {
            var from = _buffer;
            if (_start < _buffer.Length / 2)
                _buffer = new byte[_buffer.Length * 2];
            from.AsSpan(_start, _end - _start).CopyTo(_buffer);
            if (from != _buffer)
                GiveBack(from);
            (_start, _end) = (0, _end - _start);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        FoldCr(_buffer.AsSpan(_end, read));
        _end += read;
        return !_ended;
    }

    /// <summary>Files of one mail come by the thousand; a buffer that grew for a long mail is let go.</summary>
    private static void GiveBack(byte[] buffer)
    {
        if (buffer.Length <= BufferBytes)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void FoldCr(Span<byte> read)
    {
        if (_isCr)
            read.Replace((byte)'\r', (byte)'\n');
    }
}
