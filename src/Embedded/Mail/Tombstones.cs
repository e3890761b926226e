using System.Security.Cryptography;
using System.Text;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Marks of what a person deleted, within a transaction. A mark is an HMAC under a key of the user's own: it tells
/// nothing of the mail and goes with the key.</summary>
internal sealed class Tombstones(SqliteSession session, Owner owner)
{
    private readonly string _user = owner.User.Value;
    private byte[]? _key = session.Prepare("SELECT key FROM tombstone_key WHERE user = ?1").Scalar(owner.User.Value) as byte[];

    public bool Contains(EmailId id) => _key is not null
        && session.Prepare("SELECT 1 FROM tombstone WHERE user = ?1 AND mark = ?2").Scalar(_user, Mark(_key, id)) is not null;

    public void Add(EmailId id, DateTimeOffset now)
    {
        if (_key is null)
        {
            _key = RandomNumberGenerator.GetBytes(32);
            session.Prepare("INSERT INTO tombstone_key(user, key) VALUES(?1, ?2)").Run(_user, _key);
        }

        session.Prepare("INSERT INTO tombstone(user, mark, at) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING")
            .Run(_user, Mark(_key, id), now.ToUnixTimeMilliseconds());
    }

    public void Remove(EmailId id)
    {
        if (_key is not null)
            session.Prepare("DELETE FROM tombstone WHERE user = ?1 AND mark = ?2").Run(_user, Mark(_key, id));
    }

    private static byte[] Mark(byte[] key, EmailId id) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(id.Value));
}
