using System.Security.Cryptography;
using System.Text;
using InboxMind.Embedded.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace InboxMind.Embedded.Secrets;

/// <summary>Secrets in SQLite, encrypted under keys that lie beside it.</summary>
internal sealed class SqliteSecretStore(MainDatabase database, KeyRing keys) : ISecretStore
{
    public Task SaveAsync(Owner owner, MailboxId mailbox, SecretKind kind, string secret, CancellationToken cancellation)
    {
        var data = Protector(owner, mailbox, kind).Protect(Encoding.UTF8.GetBytes(secret));
        return database.Sqlite.WriteAsync(
            session => session.Prepare("INSERT OR REPLACE INTO secret(user, mailbox, kind, data) VALUES(?1, ?2, ?3, ?4)")
                .Run(owner.User.Value, mailbox.Value, kind.ToString(), data),
            cancellation);
    }

    public Task<string?> ReadAsync(Owner owner, MailboxId mailbox, SecretKind kind, CancellationToken cancellation)
    {
        var data = database.Sqlite.Read(session => session
            .Prepare("SELECT data FROM secret WHERE user = ?1 AND mailbox = ?2 AND kind = ?3")
            .Scalar(owner.User.Value, mailbox.Value, kind.ToString())) as byte[];
        if (data is null)
            return Task.FromResult<string?>(null);
        try
        {
            return Task.FromResult<string?>(Encoding.UTF8.GetString(Protector(owner, mailbox, kind).Unprotect(data)));
        }
        catch (CryptographicException e)
        {
            throw new SecretUnreadableException(e);
        }
    }

    public Task DeleteAsync(Owner owner, MailboxId mailbox, SecretKind kind, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare("DELETE FROM secret WHERE user = ?1 AND mailbox = ?2 AND kind = ?3")
            .Run(owner.User.Value, mailbox.Value, kind.ToString()),
        cancellation);

    /// <summary>Counts secrets that the keys do not open.</summary>
    /// <param name="session">The database.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="most">How many are looked at.</param>
    internal static (int Looked, int Lost) CountLost(SqliteSession session, KeyRing keys, int most)
    {
        var stored = session.Prepare("SELECT user, mailbox, kind, data FROM secret LIMIT ?1").Query(
            static r => (User: r.GetString(0), Mailbox: r.GetString(1), Kind: r.GetString(2), Data: r.GetBytes(3)), most);
        return (stored.Count, stored.Count(row => !Opens(Protector(keys, row.User, row.Mailbox, row.Kind), row.Data)));
    }

    private static bool Opens(IDataProtector protector, byte[] data)
    {
        try
        {
            protector.Unprotect(data);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private IDataProtector Protector(Owner owner, MailboxId mailbox, SecretKind kind) =>
        Protector(keys, owner.User.Value, mailbox.Value, kind.ToString());

    private static IDataProtector Protector(KeyRing keys, string user, string mailbox, string kind) =>
        keys.For("InboxMind.Secrets.v1", user, mailbox, kind);
}
