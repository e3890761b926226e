using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Sync;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Sync;

/// <summary>Mail of synced mailboxes in SQLite. Each transaction begins with a look at the lease.</summary>
internal sealed class SqliteSyncedMail(
    SqliteMailStore store, MainDatabase database, TimeProvider time, ApartRawMail? apart = null) : ISyncedMail
{
    /// <summary>Flags written in one transaction.</summary>
    private const int MaxFlags = 1_000;

    public Task<IReadOnlyList<SaveOutcome>> SaveAsync(
        Owner owner, SyncLease lease, IReadOnlyList<MailToSave> mails, CancellationToken cancellation) => store.SaveAsync(
        owner, mails,
        session =>
        {
            LeaseRow.Require(session, owner, lease);
            var writer = new MessageWriter(session, owner, time.GetUtcNow());
            var tombstones = new Tombstones(session, owner);
            return row => writer.SaveSynced(row, tombstones);
        },
        cancellation);

    public async Task<IReadOnlyList<SaveOutcome>> PlaceAsync(
        Owner owner, SyncLease lease, IReadOnlyList<(EmailId Id, Placement Placement)> placements, CancellationToken cancellation)
    {
        var outcomes = new List<SaveOutcome>(placements.Count);
        foreach (var some in placements.Chunk(MaxFlags))
        {
            outcomes.AddRange(await WriteAsync(
                owner, lease,
                session =>
                {
                    var writer = new MessageWriter(session, owner, time.GetUtcNow());
                    return some.Select(p => writer.PlaceKnown(p.Id, p.Placement)).ToList();
                },
                cancellation));
        }

        return outcomes;
    }

    public Task SetAsideAsync(
        Owner owner, SyncLease lease, SetAsideMail mail, ReadOnlyMemory<byte> raw, CancellationToken cancellation) =>
            SetAsideRow.WriteAsync(
        database, apart, owner, mail, raw, session => LeaseRow.Require(session, owner, lease), cancellation);

    public async Task ReleaseAsync(Owner owner, SyncLease lease, EmailId id, CancellationToken cancellation)
    {
        await WriteAsync(
            owner, lease,
            session => session.Prepare("DELETE FROM quarantine WHERE user = ?1 AND id = ?2 AND mailbox = ?3")
                .Run(owner.User.Value, id.Value, lease.Mailbox.Value),
            cancellation);
        await store.DeleteApartAsync(owner, cancellation);
    }

    public async Task ReleaseAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyCollection<uint> uids, CancellationToken cancellation)
    {
        foreach (var some in uids.Chunk(MessageEraser.MaxPerTransaction))
        {
            await WriteAsync(
                owner, lease,
                session => some.Sum(uid => session
                    .Prepare("DELETE FROM quarantine WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = ?5")
                    .Run(owner.User.Value, lease.Mailbox.Value, folder, uidValidity, uid)),
                cancellation);
        }

        await database.Sqlite.EmptyLogAsync(cancellation);
        await store.DeleteApartAsync(owner, cancellation);
    }

    public Task<IReadOnlyList<uint>> ListSetAsideAsync(
        Owner owner, MailboxId mailbox, string folder, uint uidValidity, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<uint>>(database.Sqlite.Read(session => session
            .Prepare("SELECT uid FROM quarantine WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4")
            .Query(static r => (uint)r.GetInt64(0), owner.User.Value, mailbox.Value, folder, uidValidity)));

    public Task<int> DetachAsync(Owner owner, SyncLease lease, string folder, uint uidValidity, CancellationToken cancellation) =>
        WriteAsync(
        owner, lease,
        session =>
        {
            // No folder has UIDVALIDITY 0. What waits there already keeps its number: the others get higher ones.
            var taken = (long)session
                .Prepare(
                    "SELECT COALESCE(MAX(uid), 0) FROM placement WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = 0")
                .Scalar(owner.User.Value, lease.Mailbox.Value, folder)!;
            session.Prepare("UPDATE quarantine SET uid_validity = 0 WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4")
                .Run(owner.User.Value, lease.Mailbox.Value, folder, uidValidity);
            var uids = session
                .Prepare(
                    "SELECT uid FROM placement WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 ORDER BY uid LIMIT "
                        + "?5")
                .Query(static r => r.GetInt64(0), owner.User.Value, lease.Mailbox.Value, folder, uidValidity, MaxFlags);
            return uids.Sum(uid => session
                .Prepare(
                    "UPDATE placement SET uid_validity = 0, uid = ?6 "
                    + "WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = ?5")
                .Run(owner.User.Value, lease.Mailbox.Value, folder, uidValidity, uid, ++taken));
        },
        cancellation);

    public Task<IReadOnlyList<NumberedMail>> ListNumberedAsync(
        Owner owner, MailboxId mailbox, string folder, uint exceptUidValidity, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<NumberedMail>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT p.uid_validity, p.uid, m.id, m.message_id, m.size FROM placement p JOIN message m ON m.seq = p.message "
                + "WHERE p.user = ?1 AND p.mailbox = ?2 AND p.folder = ?3 AND p.uid_validity <> ?4 LIMIT ?5")
            .Query(
                static r =>
                    new NumberedMail((uint)r.GetInt64(0), r.GetInt64(1), new EmailId(r.GetString(2)), r.GetString(3), r.GetInt64(4)),
                owner.User.Value, mailbox.Value, folder, exceptUidValidity, limit)));

    public async Task<IReadOnlyList<uint>> RenumberAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyList<(NumberedMail From, uint Uid)> mails,
        CancellationToken cancellation)
    {
        var done = new List<uint>(mails.Count);
        foreach (var some in mails.Chunk(MaxFlags))
        {
            done.AddRange(await WriteAsync(
                owner, lease,
                session => some.Where(m => session
                    .Prepare(
                        "UPDATE OR IGNORE placement SET uid_validity = ?4, uid = ?5 "
                        + "WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?6 AND uid = ?7")
                    .Run(owner.User.Value, lease.Mailbox.Value, folder, uidValidity, m.Uid, m.From.UidValidity, m.From.Uid) == 1)
                    .Select(static m => m.Uid).ToList(),
                cancellation));
        }

        return done;
    }

    public Task<(long Stored, long Indexed)> CountAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT COUNT(*), COALESCE(SUM(m.indexed_version >= m.version), 0) FROM message m "
                + "WHERE m.seq IN (SELECT p.message FROM placement p WHERE p.user = ?1 AND p.mailbox = ?2)")
            .First(static r => Tuple.Create(r.GetInt64(0), r.GetInt64(1)), owner.User.Value, mailbox.Value)!.ToValueTuple()));

    public Task<IReadOnlyList<EmailId>> FindAsync(Owner owner, string messageId, long size, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<EmailId>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT m.id FROM thread_reference r JOIN thread t ON t.seq = r.thread "
                + "JOIN thread f ON f.seq = COALESCE(t.alias_of, t.seq) OR f.alias_of = COALESCE(t.alias_of, t.seq) "
                + "JOIN message m ON m.thread = f.seq WHERE r.user = ?1 AND r.message_id = ?2 AND m.message_id = ?3 AND m.size = ?4")
            .Query(
                static r => new EmailId(r.GetString(0)), owner.User.Value, SHA256.HashData(Encoding.UTF8.GetBytes(messageId))[..16],
                messageId, size)));

    public Task<EmailId?> FindRemoteAsync(Owner owner, MailboxId mailbox, string remoteId, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT m.id FROM placement p JOIN message m ON m.seq = p.message "
                + "WHERE p.user = ?1 AND p.mailbox = ?2 AND p.remote_id = ?3 LIMIT 1")
            .Scalar(owner.User.Value, mailbox.Value, remoteId)) is string id ? new EmailId(id) : (EmailId?)null);

    public Task<IReadOnlyList<(uint Uid, MailFlags Flags)>> ListAsync(
        Owner owner, MailboxId mailbox, string folder, uint uidValidity, UidRange range, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<(uint, MailFlags)>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT uid, flags FROM placement WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 "
                + "AND uid BETWEEN ?5 AND ?6 ORDER BY uid")
            .Query(
                static r => ((uint)r.GetInt64(0), (MailFlags)r.GetInt32(1)), owner.User.Value, mailbox.Value, folder, uidValidity,
                range.First, range.Last)));

    public async Task<ChangedMail> SetFlagsAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyList<RemoteFlags> flags, CancellationToken cancellation)
    {
        var all = ChangedMail.None;
        foreach (var some in flags.Chunk(MaxFlags))
        {
            all = Add(all, await WriteAsync(
                owner, lease,
                session => Change(some.Select(f => SetFlags(session, owner, lease, folder, uidValidity, f))), cancellation));
        }

        return all;
    }

    public async Task<ChangedMail> RemoveAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyCollection<uint> uids, CancellationToken cancellation)
    {
        var all = ChangedMail.None;
        foreach (var some in uids.Chunk(MessageEraser.MaxPerTransaction))
        {
            all = Add(all, await WriteAsync(
                owner, lease,
                session => Settle(session, owner, some.SelectMany(uid => session
                    .Prepare(
                        "DELETE FROM placement WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = ?5 "
                        + "RETURNING message")
                    .Query(static r => r.GetInt64(0), owner.User.Value, lease.Mailbox.Value, folder, uidValidity, uid))),
                cancellation));
        }

        if (all.Erased > 0)
        {
            await database.Sqlite.EmptyLogAsync(cancellation);
            await store.DeleteApartAsync(owner, cancellation);
        }

        return all;
    }

    public async Task<ChangedMail> RemoveFolderAsync(
        Owner owner, SyncLease lease, string folder, uint? exceptUidValidity, CancellationToken cancellation)
    {
        var aside = await WriteAsync(
            owner, lease,
            session => session.Prepare(
                "DELETE FROM quarantine WHERE seq IN (SELECT seq FROM quarantine WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 "
                + "AND uid_validity <> ?4 LIMIT ?5)")
                .Run(
                    owner.User.Value, lease.Mailbox.Value, folder, exceptUidValidity is { } current ? current : -1L,
                    MessageEraser.MaxPerTransaction),
            cancellation);
        var removed = await WriteAsync(
            owner, lease,
            session => Settle(session, owner, session
                .Prepare(
                    "SELECT uid_validity, uid, message FROM placement WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity <> "
                        + "?4 LIMIT ?5")
                .Query(
                    static r => (Validity: r.GetInt64(0), Uid: r.GetInt64(1), Message: r.GetInt64(2)), owner.User.Value,
                    lease.Mailbox.Value,
                    folder, exceptUidValidity is { } kept ? kept : -1L, MessageEraser.MaxPerTransaction)
                .Select(p =>
                {
                    session.Prepare(
                        "DELETE FROM placement WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = ?5")
                        .Run(owner.User.Value, lease.Mailbox.Value, folder, p.Validity, p.Uid);
                    return p.Message;
                })),
            cancellation);
        if (removed.Erased + aside > 0)
            await store.DeleteApartAsync(owner, cancellation);
        return removed with { Placements = removed.Placements + aside };
    }

    private static (int Changed, EmailId? ToIndex) SetFlags(
        SqliteSession session, Owner owner, SyncLease lease, string folder, uint uidValidity, RemoteFlags flags)
    {
        var place = session.Prepare(
            "SELECT flags, labels, message FROM placement WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = "
                + "?5")
            .First(
                static r => Tuple.Create((MailFlags)r.GetInt32(0), r.GetString(1), r.GetInt64(2)), owner.User.Value, lease.Mailbox.Value,
                folder, uidValidity, flags.Uid);
        var labels = flags.Labels ?? place?.Item2;
        if (place is null || (place.Item1 == flags.Flags && place.Item2 == labels))
            return (0, null);
        session.Prepare(
            "UPDATE placement SET flags = ?6, labels = ?7 "
            + "WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = ?5")
            .Run(owner.User.Value, lease.Mailbox.Value, folder, uidValidity, flags.Uid, (int)flags.Flags, labels);
        session.Prepare("UPDATE message SET version = version + 1 WHERE seq = ?1").Run(place.Item3);
        return (1, new EmailId((string)session.Prepare("SELECT id FROM message WHERE seq = ?1").Scalar(place.Item3)!));
    }

    private ChangedMail Settle(SqliteSession session, Owner owner, IEnumerable<long> removed)
    {
        // All placements first: a message that lay there twice is settled once.
        List<long> messages = [.. removed];
        var eraser = new MessageEraser(session, owner, time.GetUtcNow());
        var settled = messages.Distinct().Select(eraser.Settle).ToList();
        return new ChangedMail(messages.Count, settled.Count(static s => s.Erased), [.. settled.Select(static s => s.Id)]);
    }

    private static ChangedMail Change(IEnumerable<(int Changed, EmailId? ToIndex)> changes)
    {
        List<(int Changed, EmailId? ToIndex)> all = [.. changes];
        return new ChangedMail(
            all.Sum(static c => c.Changed), 0, [.. all.Where(static c => c.ToIndex is not null).Select(static c => c.ToIndex!.Value)]);
    }

    private static ChangedMail Add(ChangedMail one, ChangedMail two) =>
        new(one.Placements + two.Placements, one.Erased + two.Erased, [.. one.ToIndex, .. two.ToIndex]);

    private Task<T> WriteAsync<T>(Owner owner, SyncLease lease, Func<SqliteSession, T> write, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(
            session =>
            {
                LeaseRow.Require(session, owner, lease);
                return write(session);
            },
            cancellation);
}
