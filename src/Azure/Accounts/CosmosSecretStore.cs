using System.Security.Cryptography;
using System.Text;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Keys;

namespace InboxMind.Azure.Accounts;

/// <summary>Secrets in Cosmos DB, encrypted under keys that lie elsewhere.</summary>
internal sealed class CosmosSecretStore(CosmosDatabase database, SharedKeyRing keys) : ISecretStore
{
    public Task SaveAsync(Owner owner, MailboxId mailbox, SecretKind kind, string secret, CancellationToken cancellation) =>
        database.User(owner).UpsertAsync(
            "secret.save",
            new SecretItem(
                owner.User.Value, UserKeys.Secret(mailbox, kind), mailbox.Value,
                Protector(owner, mailbox, kind).Protect(Encoding.UTF8.GetBytes(secret))),
            cancellation);

    public async Task<string?> ReadAsync(Owner owner, MailboxId mailbox, SecretKind kind, CancellationToken cancellation)
    {
        if (await database.User(owner).ReadAsync<SecretItem>("secret.read", UserKeys.Secret(mailbox, kind), cancellation) is not { } read)
            return null;
        try
        {
            return Encoding.UTF8.GetString(Protector(owner, mailbox, kind).Unprotect(read.Value.Data));
        }
        catch (CryptographicException e)
        {
            throw new SecretUnreadableException(e);
        }
    }

    public Task DeleteAsync(Owner owner, MailboxId mailbox, SecretKind kind, CancellationToken cancellation) =>
        database.User(owner).DeleteAsync("secret.delete", UserKeys.Secret(mailbox, kind), etag: null, cancellation);

    private Microsoft.AspNetCore.DataProtection.IDataProtector Protector(Owner owner, MailboxId mailbox, SecretKind kind) =>
        keys.For("InboxMind.Secrets.v1", owner.User.Value, mailbox.Value, kind.ToString());

    /// <summary>A secret; it goes with its mailbox.</summary>
    private sealed record SecretItem(string User, string Id, string Mailbox, byte[] Data);
}
