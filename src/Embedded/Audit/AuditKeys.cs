using System.Security.Cryptography;
using InboxMind.Core.Audit;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Audit;

/// <summary>The keys of seals and marks, encrypted under the key ring.</summary>
internal sealed class AuditKeys(KeyRing ring)
{
    private const string Purpose = "InboxMind.AuditKey.v1";

    /// <summary>Keys that cannot be opened and are passed over.</summary>
    private const int MaxDamaged = 8;

    /// <summary>A new key, encrypted. Made before a transaction: the ring may have to write.</summary>
    public byte[] Fresh() => ring.For(Purpose).Protect(RandomNumberGenerator.GetBytes(AuditChain.KeyBytes));

    /// <summary>The key to use now. When the last one cannot be opened any more the fresh one takes its place: what the old one sealed can
    /// no longer be verified, and shows as broken.</summary>
    public (long Id, byte[] Value) Current(SqliteSession session, byte[] fresh)
    {
        if (Last(session) is { } known)
            return known;
        var id = (long)session.Prepare("INSERT INTO audit_key(data) VALUES(?1) RETURNING id").Scalar(fresh)!;
        return Open(session, id) is { } key ? (id, key) : throw new CryptographicException("A key that was just made cannot be opened.");
    }

    /// <returns>The key; null when there is none, or it cannot be opened any more.</returns>
    public byte[]? Open(SqliteSession session, long id)
    {
        try
        {
            return session.Prepare("SELECT data FROM audit_key WHERE id = ?1").Scalar(id) is byte[] data ? ring.For(Purpose)
                .Unprotect(data) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The newest that can be opened, among the newest few.</summary>
    private (long Id, byte[] Value)? Last(SqliteSession session)
    {
        foreach (var id in session.Prepare("SELECT id FROM audit_key ORDER BY id DESC LIMIT ?1")
            .Query(static r => r.GetInt64(0), MaxDamaged))
        {
            if (Open(session, id) is { } key)
                return (id, key);
        }

        return null;
    }
}
