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

    private IDataProtector Protector(Owner owner, MailboxId mailbox, SecretKind kind) =>
        keys.For("InboxMind.Secrets.v1", owner.User.Value, mailbox.Value, kind.ToString());
}
