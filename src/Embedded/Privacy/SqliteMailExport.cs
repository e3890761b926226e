using InboxMind.Core.Privacy;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Privacy;

/// <summary>Goes through a user's mail in SQLite, by date.</summary>
internal sealed class SqliteMailExport(MainDatabase database, ApartRawMail? apart = null) : IMailExport
{
    /// <summary>Bytes of a message's details that are looked at.</summary>
    private const long MaxDetails = 1024 * 1024;

    public Task<IReadOnlyList<ExportedMail>> ListAsync(
        Owner owner, MailboxId mailbox, ExportedMail? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ExportedMail>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT m.id, COALESCE(a.id, t.id), m.date, m.size, m.seq FROM message m JOIN thread t ON t.seq = m.thread "
                + "LEFT JOIN thread a ON a.seq = t.alias_of WHERE m.user = ?1 AND (m.date, m.id) > (?3, ?4) "
                + "AND (SELECT MIN(p.mailbox) FROM placement p WHERE p.message = m.seq) = ?2 ORDER BY m.date, m.id LIMIT ?5")
            .Query(
                r => ExportedMail.Of(
                    new EmailId(r.GetString(0)), new ThreadId(r.GetString(1)), DateTimeOffset.FromUnixTimeSeconds(r.GetInt64(2)),
                    r.GetInt64(3), Details(session, r.GetInt64(4)), Placements(session, r.GetInt64(4))),
                owner.User.Value, mailbox.Value, after?.Date.ToUnixTimeSeconds() ?? long.MinValue, after?.Id.Value ?? "", limit)));

    public Task<IReadOnlyList<MailboxId>> MailboxesAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<MailboxId>>(database.Sqlite.Read(session => session
            .Prepare("SELECT DISTINCT mailbox FROM placement WHERE user = ?1 ORDER BY mailbox")
            .Query(static r => new MailboxId(r.GetString(0)), owner.User.Value)));

    public Task<IReadOnlyList<SetAsideMail>> ListSetAsideAsync(
        Owner owner, EmailId? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SetAsideMail>>(database.Sqlite.Read(session => session
            .Prepare("SELECT id, mailbox, source, reason, at FROM quarantine WHERE user = ?1 AND id > ?2 ORDER BY id LIMIT ?3")
            .Query(
                static r => new SetAsideMail(
                    new EmailId(r.GetString(0)), new MailboxId(r.GetString(1)), r.GetString(2), r.GetString(3),
                    DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4))),
                owner.User.Value, after?.Value ?? "", limit)));

    public Task<Stream?> OpenSetAsideAsync(Owner owner, EmailId id, CancellationToken cancellation) =>
        RawColumn.OpenSetAsideAsync(database, apart, owner, id, cancellation);

    /// <summary>The first sender, and what stands behind all the lists.</summary>
    private static MessageDetails Details(SqliteSession session, long message)
    {
        using var details = session.Open("message", "details", message);
        return new DetailsReader(details, new MailExtent(0, Addresses: 1, 0), MaxDetails).Read(hasAttachments: false).Details;
    }

    private static List<Placement> Placements(SqliteSession session, long message) => session
        .Prepare("SELECT mailbox, folder, uid_validity, uid, flags, labels FROM placement WHERE message = ?1 ORDER BY mailbox, folder, uid")
        .Query(Placement, message);

    private static Placement Placement(SqliteRow row) => new(
        new MailboxId(row.GetString(0)), row.GetString(1), row.GetInt64(2), row.GetInt64(3), (MailFlags)row.GetInt32(4))
    {
        Labels = row.GetString(5),
    };
}
