using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Core.Sync;

/// <summary>A part of all mailboxes, for several schedules that share the work. Every mailbox belongs to exactly one of
/// <paramref name="Of"/> shards, always the same.</summary>
/// <param name="Number">Which one, from 0.</param>
/// <param name="Of">How many there are, at least 1.</param>
public readonly record struct SyncShard(int Number, int Of)
{
    /// <summary>All mailboxes.</summary>
    public static readonly SyncShard All = new(0, 1);

    /// <summary>Whether the mailbox belongs to it.</summary>
    public bool Holds(UserId user, MailboxId mailbox)
    {
        if (Of <= 1)
            return true;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{user}\n{mailbox}"), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)Of == (uint)Number;
    }
}
