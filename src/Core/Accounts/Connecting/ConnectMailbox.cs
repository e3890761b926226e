using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Audit;

namespace InboxMind.Core.Accounts.Connecting;

/// <summary>Connects the mailbox of an account someone gave consent for, or connects it again.</summary>
public sealed class ConnectMailbox(
    IMailboxStore mailboxes, ISecretStore secrets, ITokenLocks locks, ResumeSync resume, IAuditLog audit, TimeProvider time)
{
    public async Task<Mailbox> RunAsync(
        User user, IMailProvider provider, ProviderGrant grant, RequestOrigin origin, CancellationToken cancellation)
    {
        var tenant = new Tenant(user.Id);
        var id = IdOf(grant.Identity);
        Mailbox mailbox;
        await using (await TokenTurn.WaitAsync(locks, tenant, id, time, cancellation))
        {
            await secrets.SaveAsync(tenant, id, SecretKind.OAuthToken, StoredToken.Write(provider.Provider, grant.Token), cancellation);
            var before = await mailboxes.GetAsync(tenant, id, cancellation);
            mailbox = new Mailbox(id, MailboxKind.Imap, grant.Identity.Email)
            {
                Connection = provider.Connection(grant.Identity.Email),
                Sync = before?.Sync ?? SyncChoice.Default with { Enabled = true },
            };
            await mailboxes.SaveAsync(tenant, mailbox, cancellation);
        }

        await resume.RunAsync(tenant, id, cancellation);
        await audit.AppendAsync(AuditEvent.Of(AuditKind.MailboxConnected, user, origin) with { Detail = id.Value }, CancellationToken.None);
        return mailbox;
    }

    /// <summary>The same account is the same mailbox of a user, however often it is connected.</summary>
    private static MailboxId IdOf(ProviderIdentity account) => new(
        $"{account.Provider.ToString().ToLowerInvariant()}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account.Subject)))[..16]}");
}
