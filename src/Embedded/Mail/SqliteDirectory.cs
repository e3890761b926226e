using System.Globalization;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Look-ups over all users.</summary>
internal sealed class SqliteDirectory(MainDatabase database) : IUnindexedMail, IDueMailboxes, IUserDirectory
{
    /// <summary>No work is begun for a user who was deactivated.</summary>
    private const string Active = "AND NOT EXISTS (SELECT 1 FROM user u WHERE u.id = m.user AND NOT u.active) ";

    private static readonly string MaxInterval = Milliseconds(SyncClock.MaxInterval);
    private static readonly string MaxRetry = Milliseconds(SyncClock.MaxRetry);
    private static readonly string MaxLease = Milliseconds(SyncClock.MaxLease);

    /// <summary>What lies further ahead than anything can was noted by a clock that was wrong.</summary>
    private static readonly string Due =
        "FROM mailbox m LEFT JOIN sync_mailbox s ON s.user = m.user AND s.mailbox = m.id "
        + "LEFT JOIN sync_lease l ON l.user = m.user AND l.mailbox = m.id "
        + "WHERE m.settings ->> '$.sync.enabled' AND COALESCE(s.state, '') <> 'NeedsReconnect' " + Active
        + "AND (COALESCE(s.next_run, 0) <= ?1 OR s.next_run > ?1 + " + MaxInterval + ") "
        + "AND (COALESCE(s.retry_at, 0) <= ?1 OR s.retry_at > ?1 + " + MaxRetry + ") "
        + "AND (l.owner IS NULL OR l.expires_at <= ?1 OR l.expires_at > ?1 + " + MaxLease + ") ";

    private const string InOrder = "ORDER BY COALESCE(s.next_run, 0), m.user, m.id ";

    /// <summary>Rows looked at together: of a shard only some of them count.</summary>
    private const int MinRows = 200;

    public Task<IReadOnlyList<(UserId User, EmailId Id)>> UnindexedAsync(
        DateTimeOffset storedBefore, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<(UserId, EmailId)>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT user, id, stored_at AS at FROM message WHERE indexed_version < version AND stored_at < ?1 "
                + "UNION ALL SELECT user, id, at FROM removed WHERE at < ?1 ORDER BY at LIMIT ?2")
            .Query(static r => (new UserId(r.GetString(0)), new EmailId(r.GetString(1))), storedBefore.ToUnixTimeMilliseconds(), limit)));

    public Task<IReadOnlyList<(UserId User, MailboxId Mailbox)>> DueMailboxesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<(UserId, MailboxId)>>(database.Sqlite.Read(session => session
            .Prepare("SELECT m.user, m.id " + Due + InOrder + "LIMIT ?2")
            .Query(Mailbox, now.ToUnixTimeMilliseconds(), limit)));

    public Task<DuePage> DuePageAsync(
        DateTimeOffset dueBy, SyncShard shard, DuePosition? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var found = new List<DuePosition>();
        for (var rows = Rows(dueBy, after, Math.Max(limit, MinRows)); ; rows = Rows(dueBy, rows[^1], rows.Count))
        {
            found.AddRange(rows.Where(row => shard.Holds(row.User, row.Mailbox)));
            if (rows.Count < Math.Max(limit, MinRows) || found.Count > limit)
                break;
            cancellation.ThrowIfCancellationRequested();
        }

        var page = found.Take(limit).ToList();
        return Task.FromResult(new DuePage([.. page.Select(static at => (at.User, at.Mailbox))], found.Count > limit ? page[^1] : null)
        {
            Since = page.Count > 0 ? page[0].Due : null,
        });
    }

    private List<DuePosition> Rows(DateTimeOffset dueBy, DuePosition? after, int count) => database.Sqlite.Read(session => session
        .Prepare(
            "SELECT m.user, m.id, COALESCE(s.next_run, 0) " + Due
            + "AND (COALESCE(s.next_run, 0), m.user, m.id) > (?2, ?3, ?4) " + InOrder + "LIMIT ?5")
        .Query(
            static r => new DuePosition(
                DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(2)), new UserId(r.GetString(0)), new MailboxId(r.GetString(1))),
            dueBy.ToUnixTimeMilliseconds(), after?.Due.ToUnixTimeMilliseconds() ?? -1, after?.User.Value ?? "",
            after?.Mailbox.Value ?? "", count));

    public Task<IReadOnlyList<UserId>> UsersWithRemovedAsync(UserId? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<UserId>>(database.Sqlite.Read(session => session
            .Prepare("SELECT DISTINCT user FROM removed WHERE user > ?1 ORDER BY user LIMIT ?2")
            .Query(static r => new UserId(r.GetString(0)), after?.Value ?? "", limit)));

    /// <summary>Leaps from one user to the next, whatever mail each has.</summary>
    public Task<IReadOnlyList<UserId>> UsersWithMailAsync(UserId? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<UserId>>(database.Sqlite.Read(session => session
            .Prepare(
                "WITH RECURSIVE m(user) AS (SELECT MIN(user) FROM message WHERE user > ?1 UNION ALL "
                + "SELECT (SELECT MIN(user) FROM message WHERE user > m.user) FROM m WHERE m.user IS NOT NULL) "
                + "SELECT user FROM m WHERE user IS NOT NULL " + Active + "LIMIT ?2")
            .Query(static r => new UserId(r.GetString(0)), after?.Value ?? "", limit)));

    public Task<IReadOnlyList<(UserId User, MailboxId Mailbox)>> ScheduledMailboxesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<(UserId, MailboxId)>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT m.user, m.id FROM mailbox m LEFT JOIN sync_mailbox s ON s.user = m.user AND s.mailbox = m.id "
                + "WHERE m.settings ->> '$.sync.enabled' AND COALESCE(s.state, '') <> 'NeedsReconnect' " + Active
                + "AND (NOT COALESCE(s.throttled, 0) OR COALESCE(s.retry_at, 0) <= ?1 OR s.retry_at > ?1 + " + MaxRetry + ") "
                + "ORDER BY m.user, m.id LIMIT ?2")
            .Query(Mailbox, now.ToUnixTimeMilliseconds(), limit)));

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static (UserId, MailboxId) Mailbox(SqliteRow row) => (new UserId(row.GetString(0)), new MailboxId(row.GetString(1)));
}
