using System.Security.Cryptography;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Accounts;

/// <summary>Signing keys in SQLite, encrypted under the key ring; a key moved to another id does not open.</summary>
internal sealed class SqliteSigningKeys(MainDatabase database, KeyRing keys) : ISigningKeyStore
{
    public Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellation)
    {
        var stored = database.Sqlite.Read(List);
        return Task.FromResult<IReadOnlyList<SigningKey>>([.. stored.Select(Open).OfType<SigningKey>()]);
    }

    public Task AddAsync(SigningKey key, DateTimeOffset unlessNewerThan, CancellationToken cancellation)
    {
        var data = keys.For("InboxMind.SigningKeys.v1", key.Id).Protect(key.PrivateKey);
        return database.Sqlite.WriteAsync(
            session =>
            {
                if (List(session).Any(row => row.CreatedAt > unlessNewerThan && Open(row) is not null))
                    return;
                session.Prepare("INSERT INTO signing_key(id, created_at, data) VALUES(?1, ?2, ?3)")
                    .Run(key.Id, key.CreatedAt.ToUnixTimeMilliseconds(), data);
            },
            cancellation);
    }

    public Task RemoveAsync(DateTimeOffset madeBefore, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare("DELETE FROM signing_key WHERE created_at < ?1").Run(madeBefore.ToUnixTimeMilliseconds()), cancellation);

    private static List<(string Id, DateTimeOffset CreatedAt, byte[] Data)> List(SqliteSession session) => session
        .Prepare("SELECT id, created_at, data FROM signing_key ORDER BY created_at DESC, id")
        .Query(static r => (r.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(1)), r.GetBytes(2)));

    private SigningKey? Open((string Id, DateTimeOffset CreatedAt, byte[] Data) row)
    {
        try
        {
            return new SigningKey(row.Id, row.CreatedAt, keys.For("InboxMind.SigningKeys.v1", row.Id).Unprotect(row.Data));
        }
        catch (CryptographicException)
        {
            // Its encryption key is lost: what it signed is worth nothing now, and a new one is made.
            return null;
        }
    }
}
