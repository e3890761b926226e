using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Sync;

namespace InboxMind.Core.Connecting;

/// <summary>Connects a mailbox by a password. An account is one mailbox of a user, by whichever way it is connected: it is found again by
/// host, port and name, whatever its id.</summary>
public sealed class ConnectImap(
    IMailServerConnector connector, IMailboxStore mailboxes, ISyncStateStore states, ITokenLocks locks, KeepConnection keep,
    AccountSettings settings, TimeProvider time)
{
    public const int DefaultPort = 993;
    public const int DefaultStartTlsPort = 143;

    /// <summary>Tries the password, then keeps mailbox and password. The host has to speak TLS, from the first byte or by STARTTLS, and
    /// to lie in the public internet unless the operator named it.</summary>
    /// <returns>The mailbox as it is now; see <see cref="KeepConnection"/>.</returns>
    /// <exception cref="MailServerException">It does not connect; the message says why. Nothing was stored.</exception>
    public async Task<Mailbox> ConnectAsync(
        User user, string host, int? port, bool startTls, string name, string password, RequestOrigin origin,
        CancellationToken cancellation)
    {
        host = host.ToLowerInvariant();
        var connection = new ImapConnection(
            host, port ?? (startTls ? DefaultStartTlsPort : DefaultPort), name, startTls ? ImapSecurity.StartTls : ImapSecurity.Tls,
            ImapAuth.Password, AllowPrivateNetwork: settings.PrivateMailHosts.Contains(host));
        await using (await connector.ConnectAsync(connection, new MailCredential(ImapAuth.Password, password), cancellation))
        {
        }

        var id = (await FindAsync(new Owner(user.Id), connection, cancellation))?.Id ?? IdOf(connection);
        return await KeepAsync(user, id, connection, password, origin, cancellation);
    }

    /// <summary>Writes down a mailbox that is to be synced now by a password that is given for this once: neither is it put on the schedule
    /// nor taken off it.</summary>
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="connection">How to reach it. The caller may go anywhere from this machine.</param>
    /// <param name="choice">Which folders, and since when; the rest of it does not count.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<Mailbox> NoteAsync(Owner owner, ImapConnection connection, SyncChoice choice, CancellationToken cancellation)
    {
        var known = await FindAsync(owner, connection, cancellation);
        if (known is not null && Noted(known) == known)
            return known;
        var id = known?.Id ?? IdOf(connection);
        await using (await TokenTurn.WaitAsync(locks, owner, id, time, cancellation))
        {
            var noted = Noted(await mailboxes.GetAsync(owner, id, cancellation) ?? new Mailbox(id, MailboxKind.Imap, ""));
            await mailboxes.SaveAsync(owner, noted, cancellation);
            return noted;
        }

        Mailbox Noted(Mailbox before) => before with
        {
            Name = connection.ToString(),
            Connection = connection,
            Sync = before.Sync with { Folders = choice.Folders, Exclude = choice.Exclude, Shared = choice.Shared, Since = choice.Since },
        };
    }

    /// <summary>Goes on once the server let someone in to a mailbox that was noted.</summary>
    /// <param name="user">Whose mailbox.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="password">What it took, to keep for the schedule; null to keep none.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The mailbox as it is now; see <see cref="KeepConnection"/>.</returns>
    public async Task<Mailbox> SignedInAsync(
        User user, Mailbox mailbox, string? password, RequestOrigin origin, CancellationToken cancellation)
    {
        if (password is not null)
            return await KeepAsync(user, mailbox.Id, mailbox.Connection!, password, origin, cancellation);
        if ((await states.GetAsync(new Owner(user.Id), mailbox.Id, cancellation)).LastSuccess is null)
            await keep.NoteAsync(user, mailbox.Id, origin);
        return mailbox;
    }

    private Task<Mailbox> KeepAsync(
        User user, MailboxId id, ImapConnection connection, string password, RequestOrigin origin, CancellationToken cancellation) =>
        keep.KeepAsync(user, id, connection.ToString(), connection, password, origin, cancellation);

    private async Task<Mailbox?> FindAsync(Owner owner, ImapConnection connection, CancellationToken cancellation) =>
        (await mailboxes.ListAsync(owner, cancellation)).FirstOrDefault(m => m.Connection?.IsSameAccount(connection) == true);

    /// <summary>The id of an account that is not known yet. Data folders hold longer ones too.</summary>
    private static MailboxId IdOf(ImapConnection connection)
    {
        var account = $"{connection.User}\n{connection.Host.ToLowerInvariant()}\n{connection.Port}";
        return new MailboxId($"imap-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)))[..16]}");
    }
}
