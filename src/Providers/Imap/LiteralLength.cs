using System.Text;

namespace InboxMind.Providers.Imap;

/// <summary>Finds out how long the literal is that a line announces at its end (RFC 9051, 4.3), from the line's parts.</summary>
internal sealed class LiteralLength
{
    private readonly byte[] _end = new byte[24];
    private int _length;

    /// <summary>More of the line. Its line feed may be among it.</summary>
    public void Append(ReadOnlySpan<byte> part)
    {
        if (part.Length >= _end.Length)
        {
            part[^_end.Length..].CopyTo(_end);
            _length = _end.Length;
            return;
        }

        var kept = Math.Min(_length, _end.Length - part.Length);
        _end.AsSpan(_length - kept, kept).CopyTo(_end);
        part.CopyTo(_end.AsSpan(kept));
        _length = kept + part.Length;
    }

    /// <summary>The length in <c>{123}</c> at the end of the line, or 0; the next line begins.</summary>
    public long Take()
    {
        var end = _end.AsSpan(0, _length).TrimEnd("\r\n"u8);
        _length = 0;
        if (end is not [.., (byte)'}'])
            return 0;
        var open = end.LastIndexOf((byte)'{');
        return open >= 0 && long.TryParse(Encoding.ASCII.GetString(end[(open + 1)..^1].TrimEnd((byte)'+')), out var length)
            && length > 0 ? length : 0;
    }
}
