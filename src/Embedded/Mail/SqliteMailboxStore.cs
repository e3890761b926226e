using InboxMind.Core.Accounts;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Mailboxes in SQLite.</summary>
internal sealed class SqliteMailboxStore(MainDatabase database) : IMailboxStore
{
    public Task SaveAsync(Tenant tenant, Mailbox mailbox, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare(
            "INSERT INTO mailbox(user, id, kind, name) VALUES(?1, ?2, ?3, ?4) "
            + "ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name")
            .Run(tenant.User.Value, mailbox.Id.Value, mailbox.Kind.ToString(), mailbox.Name),
        cancellation);

    public Task<IReadOnlyList<Mailbox>> ListAsync(Tenant tenant, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Mailbox>>(database.Sqlite.Read(session => session
            .Prepare("SELECT id, kind, name FROM mailbox WHERE user = ?1 ORDER BY id")
            .Query(
                static r => new Mailbox(new MailboxId(r.GetString(0)), Enum.Parse<MailboxKind>(r.GetString(1)), r.GetString(2)),
                tenant.User.Value)));
}
