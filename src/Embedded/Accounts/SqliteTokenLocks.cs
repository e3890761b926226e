using InboxMind.Core.Connecting;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Accounts;

/// <summary>Locks on mailboxes' tokens in SQLite.</summary>
internal sealed class SqliteTokenLocks(MainDatabase database, TimeProvider time) : ITokenLocks
{
    public Task<bool> TryTakeAsync(Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(
            session =>
            {
                var now = time.GetUtcNow();
                return session.Prepare(
                    "INSERT INTO token_lock(user, mailbox, owner, expires_at) VALUES(?1, ?2, ?3, ?4) "
                    + "ON CONFLICT DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at WHERE expires_at <= ?5")
                    .Run(owner.User.Value, mailbox.Value, holder, (now + duration)
                        .ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds()) > 0;
            },
            cancellation);

    public Task ReleaseAsync(Owner owner, MailboxId mailbox, string holder, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare("DELETE FROM token_lock WHERE user = ?1 AND mailbox = ?2 AND owner = ?3")
            .Run(owner.User.Value, mailbox.Value, holder),
        cancellation);
}
