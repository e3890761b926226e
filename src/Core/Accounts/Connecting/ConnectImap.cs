using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Audit;
using InboxMind.Core.Sync;

namespace InboxMind.Core.Accounts.Connecting;

/// <summary>Connects a mailbox by a password, which is tried before anything is stored. The host has to speak TLS, and
/// to lie in the public internet unless the operator named it.</summary>
public sealed class ConnectImap(
    IMailServerConnector connector, IMailboxStore mailboxes, ISecretStore secrets, ITokenLocks locks, ResumeSync resume, IAuditLog audit,
    AccountSettings settings, TimeProvider time)
{
    public const int DefaultPort = 993;

    /// <exception cref="MailServerException">It does not connect; the message says why. Nothing was stored.</exception>
    public async Task<Mailbox> RunAsync(
        User user, string host, int port, string name, string password, RequestOrigin origin, CancellationToken cancellation)
    {
        host = host.ToLowerInvariant();
        var connection = new ImapConnection(
            host, port, name, ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: settings.PrivateMailHosts.Contains(host));
        await using (await connector.ConnectAsync(connection, new MailCredential(ImapAuth.Password, password), cancellation))
        {
        }

        var tenant = new Tenant(user.Id);
        var known = (await mailboxes.ListAsync(tenant, cancellation)).FirstOrDefault(m => m.Connection?.IsSameAccount(connection) == true);
        var id = known?.Id ?? IdOf(connection);
        Mailbox mailbox;
        await using (await TokenTurn.WaitAsync(locks, tenant, id, time, cancellation))
        {
            await secrets.SaveAsync(tenant, id, SecretKind.Password, password, cancellation);
            var before = await mailboxes.GetAsync(tenant, id, cancellation);
            mailbox = new Mailbox(id, MailboxKind.Imap, connection.ToString())
            {
                Connection = connection,
                Sync = (before?.Sync ?? SyncChoice.Default) with { Enabled = true },
            };
            await mailboxes.SaveAsync(tenant, mailbox, cancellation);
        }

        await resume.RunAsync(tenant, id, cancellation);
        await audit.AppendAsync(AuditEvent.Of(AuditKind.MailboxConnected, user, origin) with { Detail = id.Value }, CancellationToken.None);
        return mailbox;
    }

    private static MailboxId IdOf(ImapConnection connection) => new(
        $"imap-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{connection.User}\n{connection.Host}\n{connection.Port}")))[..16]}");
}
