using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace InboxMind.Core.Mail.Raw;

/// <summary>Brotli (RFC 7932) at a level that costs little.</summary>
public static class Compression
{
    private const int Quality = 1;
    private const int Window = 18;

    /// <summary>Compresses bytes.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> data)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(data.Length));
        try
        {
            if (!BrotliEncoder.TryCompress(data, buffer, out var written, Quality, Window))
                throw new InvalidOperationException("Compression failed.");
            return buffer[..written];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Compresses a text in UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="behind">What is compressed with it, behind it: a mail takes hardly any room beside its own text.</param>
    public static byte[] CompressText(string text, ReadOnlySpan<byte> behind = default)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length) + behind.Length);
        try
        {
            var length = Encoding.UTF8.GetBytes(text, buffer);
            behind.CopyTo(buffer.AsSpan(length));
            return Compress(buffer.AsSpan(0, length + behind.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A stream of what <see cref="Compress"/> took, decompressed as it is read.</summary>
    /// <param name="compressed">What it gave.</param>
    /// <param name="length">How many bytes it took.</param>
    public static Stream Open(Stream compressed, long length) =>
        new ForwardStream(new BrotliStream(compressed, CompressionMode.Decompress), length);

    /// <summary>A stream of what <see cref="CompressText"/> took behind a text.</summary>
    /// <param name="compressed">What it gave.</param>
    /// <param name="text">How many bytes the text has.</param>
    /// <param name="length">How many bytes are behind it.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static Stream OpenBehind(Stream compressed, int text, long length)
    {
        var stream = Open(compressed, text + length);
        stream.Position = text;
        return new ForwardStream(stream, length);
    }

    /// <summary>What <see cref="Compress"/> took.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or not of this length.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> data, int length)
    {
        var result = new byte[length];
        if (!BrotliDecoder.TryDecompress(data, result, out var written) || written != length)
            throw new InvalidDataException("A stored mail is damaged.");
        return result;
    }

    /// <summary>The text that <see cref="CompressText"/> took; nothing behind it is decompressed.</summary>
    /// <param name="data">What it gave.</param>
    /// <param name="length">The text's length in bytes of UTF-8.</param>
    /// <exception cref="InvalidDataException">It is damaged, or shorter.</exception>
    public static string DecompressText(ReadOnlySpan<byte> data, int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        var decoder = default(BrotliDecoder);
        try
        {
            decoder.Decompress(data, buffer.AsSpan(0, length), out _, out var written);
            if (written != length)
                throw new InvalidDataException("A stored text is damaged.");
            return Encoding.UTF8.GetString(buffer, 0, written);
        }
        finally
        {
            decoder.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
