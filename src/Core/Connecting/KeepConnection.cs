using InboxMind.Core.Audit;

namespace InboxMind.Core.Connecting;

/// <summary>Keeps a mailbox and what it is signed in with, once its server or provider took that: the one rule of all ways to connect one.
/// What the person chose stays. A mailbox they paused stays paused; any other is synced on the schedule from now on.</summary>
public sealed class KeepConnection(
    IMailboxStore mailboxes, ISecretStore secrets, ITokenLocks locks, ResumeSync resume, IAuditLog audit, TimeProvider time)
{
    /// <param name="user">Whose mailbox.</param>
    /// <param name="id">The mailbox; new or known.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="connection">How to reach it.</param>
    /// <param name="secret">The password, or the token as it is stored.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The mailbox as it is now: without <see cref="SyncChoice.Enabled"/> it is paused.</returns>
    public async Task<Mailbox> KeepAsync(
        User user, MailboxId id, string name, ImapConnection connection, string secret, RequestOrigin origin,
        CancellationToken cancellation)
    {
        var owner = new Owner(user.Id);
        var kind = connection.Auth == ImapAuth.OAuthToken ? SecretKind.OAuthToken : SecretKind.Password;
        Mailbox mailbox;
        await using (await TokenTurn.WaitAsync(locks, owner, id, time, cancellation))
        {
            var before = (await mailboxes.GetAsync(owner, id, cancellation))?.Sync;
            var isPaused = before is { Enabled: false } && await HoldsAsync(owner, id, kind, cancellation);
            mailbox = new Mailbox(id, MailboxKind.Imap, name)
            {
                Connection = connection,
                Sync = (before ?? SyncChoice.Default) with { Enabled = !isPaused },
            };
            await secrets.SaveAsync(owner, id, kind, secret, cancellation);
            await mailboxes.SaveAsync(owner, mailbox, cancellation);
        }

        await resume.ResumeAsync(owner, id, cancellation);
        await NoteAsync(user, id, origin);
        return mailbox;
    }

    /// <summary>Notes in the log that a mailbox was connected. It has happened, so nothing stops it.</summary>
    internal Task NoteAsync(User user, MailboxId id, RequestOrigin origin) =>
        audit.AppendAsync(AuditEvent.For(AuditKind.MailboxConnected, user, origin) with { Detail = id.Value }, CancellationToken.None);

    /// <summary>A mailbox off the schedule that can sign in was taken off it by someone. One that holds nothing was never on it, or was
    /// disconnected.</summary>
    private async Task<bool> HoldsAsync(Owner owner, MailboxId id, SecretKind kind, CancellationToken cancellation)
    {
        try
        {
            return await secrets.ReadAsync(owner, id, kind, cancellation) is not null;
        }
        catch (SecretUnreadableException)
        {
            return true;
        }
    }
}
