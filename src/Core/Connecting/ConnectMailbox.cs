using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Core.Connecting;

/// <summary>Connects the mailbox of an account someone gave consent for, or connects it again.</summary>
public sealed class ConnectMailbox(KeepConnection keep)
{
    /// <returns>The mailbox as it is now; see <see cref="KeepConnection"/>.</returns>
    public Task<Mailbox> ConnectAsync(
        User user, IMailProvider provider, ProviderGrant grant, RequestOrigin origin, CancellationToken cancellation) => keep.KeepAsync(
        user, IdOf(grant.Identity), grant.Identity.Email, provider.Connection(grant.Identity.Email),
        StoredToken.Write(provider.Provider, grant.Token), origin, cancellation);

    /// <summary>The same account is the same mailbox of a user, however often it is connected.</summary>
    private static MailboxId IdOf(ProviderIdentity account) => new(
        $"{account.Provider.ToString().ToLowerInvariant()}-"
        + $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account.Subject)))[..16]}");
}
