using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Mailboxes in SQLite.</summary>
internal sealed class SqliteMailboxStore(MainDatabase database, ApartRawMail? apart = null) : IMailboxStore
{
    public Task SaveAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare(
            "INSERT INTO mailbox(user, id, kind, name, settings) VALUES(?1, ?2, ?3, ?4, ?5) "
            + "ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name, settings = excluded.settings")
            .Run(owner.User.Value, mailbox.Id.Value, mailbox.Kind.ToString(), mailbox.Name, Settings(mailbox)),
        cancellation);

    public Task<IReadOnlyList<Mailbox>> ListAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Mailbox>>(database.Sqlite.Read(session => session
            .Prepare("SELECT id, kind, name, settings FROM mailbox WHERE user = ?1 ORDER BY id").Query(Read, owner.User.Value)));

    public Task<Mailbox?> GetAsync(Owner owner, MailboxId id, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => session
            .Prepare("SELECT id, kind, name, settings FROM mailbox WHERE user = ?1 AND id = ?2").First(Read, owner.User.Value, id.Value)));

    public async Task RemoveAsync(Owner owner, MailboxId id, CancellationToken cancellation)
    {
        await database.Sqlite.WriteAsync(
            session =>
            {
                session.Prepare("DELETE FROM mailbox WHERE user = ?1 AND id = ?2").Run(owner.User.Value, id.Value);
                foreach (var table in (string[])["secret", "sync_mailbox", "sync_folder", "quarantine"])
                    session.Prepare($"DELETE FROM {table} WHERE user = ?1 AND mailbox = ?2").Run(owner.User.Value, id.Value);
            },
            cancellation);
        await database.Sqlite.EmptyLogAsync(cancellation);
        if (apart is not null)
            await apart.DeleteAsync(owner, cancellation);
    }

    private static string? Settings(Mailbox mailbox) => mailbox.Connection is null && mailbox.Sync == SyncChoice.Default
        ? null
        : MailboxSettings.Write(mailbox.Connection, mailbox.Sync);

    private static Mailbox Read(SqliteRow row)
    {
        var mailbox = new Mailbox(new MailboxId(row.GetString(0)), Enum.Parse<MailboxKind>(row.GetString(1)), row.GetString(2));
        if (row.IsNull(3))
            return mailbox;
        var (connection, sync) = MailboxSettings.Read(row.GetString(3));
        return mailbox with { Connection = connection, Sync = sync };
    }
}
