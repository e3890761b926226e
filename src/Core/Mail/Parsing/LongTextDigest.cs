using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Hashes a long text as <see cref="EmailIdentity.Append"/> hashes <c>text.ReplaceLineEndings("\n").TrimEnd()</c>, without ever
/// holding it: once over it to measure, once to hash.</summary>
internal sealed class LongTextDigest
{
    private const int PieceBytes = 64 * 1024;

    private readonly Encoder _encoder = new UTF8Encoding(false).GetEncoder();
    private readonly char[] _line = new char[PieceBytes * 2];
    private readonly byte[] _utf8 = new byte[PieceBytes * 8];
    private bool _afterCr;

    /// <summary>Appends a text to a hash.</summary>
    /// <returns>How many characters the text has.</returns>
    public static long Append(IncrementalHash hash, ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        // Everything from the last letter on is white space.
        long length = 0, kept = 0, characters = 0;
        var measure = new LongTextDigest();
        measure.Read(bytes, encoding, piece =>
        {
            characters += piece.Length;
            var told = piece.TrimEnd();
            if (!told.IsEmpty)
                kept = length + told.Length;
            length += piece.Length;
        });
        var size = 0L;
        Told(bytes, encoding, kept, utf8 => size += utf8.Length);
        hash.AppendData(BitConverter.GetBytes((int)size));
        Told(bytes, encoding, kept, utf8 => hash.AppendData(utf8));
        return characters;
    }

    private static void Told(ReadOnlySpan<byte> bytes, Encoding encoding, long characters, Action<ReadOnlySpan<byte>> take)
    {
        var left = characters;
        var digest = new LongTextDigest();
        digest.Read(bytes, encoding, piece =>
        {
            if (left == 0)
                return;
            var some = piece[..(int)Math.Min(left, piece.Length)];
            left -= some.Length;
            take(digest._utf8.AsSpan(0, digest._encoder.GetBytes(some, digest._utf8, flush: left == 0)));
        });
    }

    /// <summary>Decodes piece by piece, every line end as a line feed.</summary>
    private void Read(ReadOnlySpan<byte> bytes, Encoding encoding, Action<ReadOnlySpan<char>> take)
    {
        var decoder = encoding.GetDecoder();
        var characters = new char[encoding.GetMaxCharCount(PieceBytes)];
        do
        {
            var some = bytes[..Math.Min(PieceBytes, bytes.Length)];
            bytes = bytes[some.Length..];
            ReadOnlySpan<char> decoded = characters.AsSpan(0, decoder.GetChars(some, characters, flush: bytes.IsEmpty));
            while (!decoded.IsEmpty)
            {
                var piece = decoded[..Math.Min(_line.Length, decoded.Length)];
                decoded = decoded[piece.Length..];
                if (Fold(piece) is { Length: > 0 } folded)
                    take(folded);
            }
        }
        while (!bytes.IsEmpty);
    }

    private ReadOnlySpan<char> Fold(ReadOnlySpan<char> piece)
    {
        var length = 0;
        foreach (var c in piece)
        {
            if (!(c == '\n' && _afterCr))
                _line[length++] = c is '\r' or '\f' or '\u0085' or '\u2028' or '\u2029' ? '\n' : c;
            _afterCr = c == '\r';
        }

        return _line.AsSpan(0, length);
    }
}
