using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Lists mails that were set aside, in SQLite.</summary>
internal sealed class SqliteSetAsideMail(MainDatabase database) : ISetAsideMail
{
    public Task<IReadOnlyList<SetAsideMail>> ListAsync(
        Owner owner, MailboxId mailbox, SetAsidePlace? after, int skip, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SetAsideMail>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT id, source, reason, at FROM quarantine WHERE user = ?1 AND mailbox = ?2 AND (at, id) < (?3, ?4) "
                + "ORDER BY at DESC, id DESC LIMIT ?5 OFFSET ?6")
            .Query(
                r => new SetAsideMail(
                    new EmailId(r.GetString(0)), mailbox, r.GetString(1), r.GetString(2),
                    DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3))),
                owner.User.Value, mailbox.Value, after?.At.ToUnixTimeMilliseconds() ?? long.MaxValue, after?.Id.Value ?? "", limit, skip)));

    public Task<long> CountAsync(Owner owner, MailboxId? mailbox, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(session => (long)session
            .Prepare(
                mailbox is null
                    ? "SELECT COUNT(*) FROM quarantine WHERE user = ?1 AND ?2 IS NULL"
                    : "SELECT COUNT(*) FROM quarantine WHERE user = ?1 AND mailbox = ?2")
            .Scalar(owner.User.Value, mailbox?.Value)!));
}
