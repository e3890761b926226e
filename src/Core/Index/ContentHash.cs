using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Core.Index;

/// <summary>The first 128 bits of SHA-256 over a text that is embedded: equal texts of one user are embedded once.</summary>
public readonly record struct ContentHash(UInt128 Value)
{
    public static ContentHash Compute(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var max = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = max > 4096 ? System.Buffers.ArrayPool<byte>.Shared.Rent(max) : null;
        var buffer = rented ?? stackalloc byte[4096];
        SHA256.HashData(buffer[..Encoding.UTF8.GetBytes(text, buffer)], hash);
        if (rented is not null)
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        return Read(hash);
    }

    public static ContentHash Read(ReadOnlySpan<byte> bytes) =>
        new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }
}
