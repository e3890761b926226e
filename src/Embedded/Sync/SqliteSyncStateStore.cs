using System.Globalization;
using InboxMind.Core.Sync;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Sync;

/// <summary>Leases and checkpoints in SQLite.</summary>
internal sealed class SqliteSyncStateStore(MainDatabase database, TimeProvider time) : ISyncStateStore
{
    public Task<SyncLease?> AcquireAsync(
        Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, SyncClock.MaxLease);
            var now = time.GetUtcNow();
            var fence = session.Prepare(
                "INSERT INTO sync_lease(user, mailbox, owner, fence, expires_at) VALUES(?1, ?2, ?3, 1, ?4) "
                + "ON CONFLICT DO UPDATE SET owner = excluded.owner, fence = fence + 1, expires_at = excluded.expires_at "
                + "WHERE owner IS NULL OR owner = excluded.owner OR expires_at <= ?5 OR expires_at > ?6 RETURNING fence")
                .Scalar(
                    owner.User.Value, mailbox.Value, holder, (now + duration).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(),
                    (now + SyncClock.MaxLease).ToUnixTimeMilliseconds());
            return fence is long number ? new SyncLease(mailbox, holder, number) : null;
        },
        cancellation);

    public Task RenewAsync(Owner owner, SyncLease lease, TimeSpan duration, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            LeaseRow.Require(session, owner, lease);
            session.Prepare("UPDATE sync_lease SET expires_at = ?3 WHERE user = ?1 AND mailbox = ?2")
                .Run(owner.User.Value, lease.Mailbox.Value, (time.GetUtcNow() + duration).ToUnixTimeMilliseconds());
        },
        cancellation);

    public Task ReleaseAsync(Owner owner, SyncLease lease, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare("UPDATE sync_lease SET owner = NULL WHERE user = ?1 AND mailbox = ?2 AND owner = ?3 AND fence = ?4")
            .Run(owner.User.Value, lease.Mailbox.Value, lease.Holder, lease.Fence),
        cancellation);

    public Task<SyncRecord> GetAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(session => session
            .Prepare(
                "SELECT state, next_run, last_success, last_error, retry_at, failures, began, found_before, without, left_out, throttled "
                + "FROM sync_mailbox "
                + "WHERE user = ?1 AND mailbox = ?2")
            .First(
                r => new SyncRecord
                {
                    Mailbox = mailbox,
                    State = Enum.Parse<SyncState>(r.GetString(0)),
                    NextRun = r.GetInt64(1) == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(1)),
                    LastSuccess = Time(r, 2),
                    LastError = r.IsNull(3) ? null : r.GetString(3),
                    RetryAt = Time(r, 4),
                    Failures = r.GetInt32(5),
                    Began = Time(r, 6),
                    FoundBefore = r.GetInt64(7),
                    Without = r.GetString(8),
                    LeftOut = LeftOut(r.GetString(9)),
                    IsThrottled = r.GetBoolean(10),
                },
                owner.User.Value, mailbox.Value)) ?? new SyncRecord { Mailbox = mailbox });

    public Task<IReadOnlyList<FolderCheckpoint>> ListFoldersAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<FolderCheckpoint>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT name, uid_validity, uid_next, highest_mod_seq, \"exists\", pending, rebuilding, found, fetched, quarantined, "
                    + "undelivered, "
                + "since, widening, trouble, renumberings FROM sync_folder WHERE user = ?1 AND mailbox = ?2 ORDER BY name")
            .Query(
                static r => new FolderCheckpoint
                {
                    Name = r.GetString(0),
                    UidValidity = (uint)r.GetInt64(1),
                    UidNext = (uint)r.GetInt64(2),
                    HighestModSeq = (ulong)r.GetInt64(3),
                    Exists = r.GetInt64(4) is >= 0 and var exists ? (uint)exists : null,
                    Pending = Ranges(r.GetString(5)),
                    Rebuilding = r.GetBoolean(6),
                    Found = r.GetInt64(7),
                    Fetched = r.GetInt64(8),
                    Quarantined = r.GetInt64(9),
                    Undelivered = Retries(r.GetString(10)),
                    Since = r.IsNull(11) ? null : DateOnly.ParseExact(r.GetString(11), "O", CultureInfo.InvariantCulture),
                    Widening = r.GetBoolean(12),
                    Trouble = r.IsNull(13) ? null : TroubleOf(r.GetString(13)),
                    Renumberings = r.GetInt32(14),
                },
                owner.User.Value, mailbox.Value)));

    public Task SaveAsync(Owner owner, SyncLease lease, SyncRecord state, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            LeaseRow.Require(session, owner, lease);
            session.Prepare(
                "INSERT OR REPLACE INTO sync_mailbox(user, mailbox, state, next_run, last_success, last_error, retry_at, failures, began, "
                + "found_before, without, left_out, throttled) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")
                .Run(
                    owner.User.Value, lease.Mailbox.Value, state.State.ToString(), state.NextRun?.ToUnixTimeMilliseconds() ?? 0,
                    state.LastSuccess?.ToUnixTimeMilliseconds(), state.LastError, state.RetryAt?.ToUnixTimeMilliseconds(), state.Failures,
                    state.Began?.ToUnixTimeMilliseconds(), state.FoundBefore, state.Without,
                    string.Join('\n', state.LeftOut.Take(LeftOutFolder.MaxListed).Select(static f => $"{f.Reason} {f.Name}")),
                    state.IsThrottled);
        },
        cancellation);

    public Task SaveFolderAsync(Owner owner, SyncLease lease, FolderCheckpoint folder, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(
        session =>
        {
            LeaseRow.Require(session, owner, lease);
            session.Prepare(
                "INSERT OR REPLACE INTO sync_folder(user, mailbox, name, uid_validity, uid_next, highest_mod_seq, \"exists\", pending, "
                + "rebuilding, found, fetched, quarantined, undelivered, since, widening, trouble, renumberings) "
                + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)")
                .Run(
                    owner.User.Value, lease.Mailbox.Value, folder.Name, folder.UidValidity, folder.UidNext, (long)folder.HighestModSeq,
                    folder.Exists ?? -1L, string.Join(',', folder.Pending), folder.Rebuilding, folder.Found, folder.Fetched,
                    folder.Quarantined,
                    string.Join(',', folder.Undelivered.Select(static u => string.Create(
                        CultureInfo.InvariantCulture, $"{u.Uid}:{u.Tries}:{u.RetryAt.ToUnixTimeMilliseconds()}"))),
                    folder.Since?.ToString("O", CultureInfo.InvariantCulture), folder.Widening,
                    folder.Trouble is { } t
                        ? string.Create(CultureInfo.InvariantCulture, $"{t.Tries}:{t.RetryAt.ToUnixTimeMilliseconds()}:{t.Reason}")
                        : null,
                    folder.Renumberings);
        },
        cancellation);

    public Task RemoveFolderAsync(Owner owner, SyncLease lease, string folder, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(
        session =>
        {
            LeaseRow.Require(session, owner, lease);
            session.Prepare("DELETE FROM sync_folder WHERE user = ?1 AND mailbox = ?2 AND name = ?3")
                .Run(owner.User.Value, lease.Mailbox.Value, folder);
        },
        cancellation);

    private static DateTimeOffset? Time(SqliteRow row, int column) =>
        row.IsNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static FolderTrouble TroubleOf(string text)
    {
        var fields = text.Split(':', 3);
        return new FolderTrouble(
            fields[2], int.Parse(fields[0], CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(fields[1], CultureInfo.InvariantCulture)));
    }

    /// <summary>A line each: names of folders hold no control characters.</summary>
    private static IReadOnlyList<LeftOutFolder> LeftOut(string text) => text.Length == 0
        ? []
        : [.. text.Split('\n').Select(static line => line.Split(' ', 2))
            .Select(static p => new LeftOutFolder(p[1], Enum.Parse<LeftOutReason>(p[0])))];

    private static List<UidRange> Ranges(string text) => text.Length == 0
        ? []
        : [.. text.Split(',').Select(static part =>
        {
            var ends = part.Split(':');
            return new UidRange(uint.Parse(ends[0], CultureInfo.InvariantCulture), uint.Parse(ends[1], CultureInfo.InvariantCulture));
        })];

    private static List<Undelivered> Retries(string text) => text.Length == 0
        ? []
        : [.. text.Split(',').Select(static part =>
        {
            var fields = part.Split(':');
            return new Undelivered(
                uint.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture),
                DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(fields[2], CultureInfo.InvariantCulture)));
        })];
}
