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

    /// <summary>Marks an end of a chain: without the newest mark's number and seal no one can tell that entries at its end are gone, nor
    /// without the oldest's at its beginning.</summary>
    /// <param name="key">The key, <see cref="KeyBytes"/> long.</param>
    /// <param name="end">Which end.</param>
    /// <param name="organisation">Whose chain.</param>
    /// <param name="number">The last entry that was sealed, or cut off.</param>
    /// <param name="seal">Its seal.</param>
    public static byte[] Mark(byte[] key, AuditEnd end, string organisation, long number, byte[] seal)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hash, end.ToString());
        Append(hash, organisation);
        Append(hash, number);
        hash.AppendData(seal);
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

/// <summary>The ends of a chain.</summary>
public enum AuditEnd
{
    /// <summary>The newest entry.</summary>
    Head,

    /// <summary>The newest entry that retention cut off.</summary>
    Anchor,
}
