using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Embedded.Index;

/// <summary>Message-IDs come from outside and have any length; in the index eight bytes of their hash stand for them.</summary>
internal static class MessageIdHash
{
    public static long Compute(string messageId) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)));
}
