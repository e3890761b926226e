using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace InboxMind.Embedded.Storage;

/// <summary>Brotli (RFC 7932) at a level that costs little.</summary>
internal static class Compression
{
    private const int Quality = 1;
    private const int Window = 18;

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

    public static byte[] CompressText(string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Compress(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static byte[] Decompress(ReadOnlySpan<byte> data, int length)
    {
        var result = new byte[length];
        if (!BrotliDecoder.TryDecompress(data, result, out var written) || written != length)
            throw new InvalidDataException("A stored mail is damaged.");
        return result;
    }

    /// <param name="data">What <see cref="CompressText"/> gave.</param>
    /// <param name="length">The text's length in bytes of UTF-8.</param>
    public static string DecompressText(ReadOnlySpan<byte> data, int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        try
        {
            if (!BrotliDecoder.TryDecompress(data, buffer, out var written) || written != length)
                throw new InvalidDataException("A stored text is damaged.");
            return Encoding.UTF8.GetString(buffer, 0, written);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
