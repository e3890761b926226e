using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Core.Audit;

/// <summary>The hashes that chain entries. A seal covers a batch of entries and the seal before it: HMAC-SHA-256 under a key that is
/// not stored beside the entries in the clear, over fields with their lengths, so that no two batches have the same text.</summary>
public static class AuditChain
{
    public const int KeyBytes = 32;

    /// <summary>What the first seal of an organisation follows.</summary>
    public static byte[] Start => new byte[HMACSHA256.HashSizeInBytes];

    /// <summary>Seals a batch.</summary>
    /// <param name="key">The key, <see cref="KeyBytes"/> long.</param>
    /// <param name="previous">The seal before.</param>
    /// <param name="organisation">Whose chain.</param>
    /// <param name="entries">The entries, in order.</param>
    public static byte[] Seal(byte[] key, byte[] previous, string organisation, IEnumerable<AuditEntry> entries)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(previous);
        Append(hash, organisation);
        foreach (var entry in entries)
        {
            Append(hash, entry.Number);
            Append(hash, entry.At.ToUnixTimeMilliseconds());
            Append(hash, entry.Kind.ToString());
            Append(hash, entry.Actor);
            Append(hash, entry.Subject);
            Append(hash, entry.Address);
            Append(hash, entry.RequestId);
            Append(hash, entry.Outcome.ToString());
            Append(hash, entry.Detail);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.LongLength);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
