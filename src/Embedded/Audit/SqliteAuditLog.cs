using System.Security.Cryptography;
using InboxMind.Core.Audit;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Audit;

/// <summary>The audit log in SQLite. Every event is sealed as it is written, a batch of one; the reader takes batches of any size. The
/// key of the seals lies encrypted under the key ring, so that whoever can write the database alone cannot seal. The same key marks both
/// ends of a chain, so that nothing can be cut off at either.</summary>
internal sealed class SqliteAuditLog(MainDatabase database, KeyRing ring, TimeProvider time) : IAuditLog
{
    private const int Page = 1_000;

    private const string Columns =
        "SELECT seq, at, kind, actor, subject, address, request_id, outcome, detail FROM audit_entry WHERE organisation = ?1 ";

    private readonly AuditKeys _keys = new(ring);

    public async Task AppendAsync(AuditEvent entry, CancellationToken cancellation)
    {
        var fresh = _keys.Fresh();
        await database.Sqlite.WriteAsync(session => Append(session, entry, fresh), cancellation);
    }

    public async Task<bool> AppendOnceAsync(AuditEvent entry, DateTimeOffset since, CancellationToken cancellation)
    {
        var fresh = _keys.Fresh();
        return await database.Sqlite.WriteAsync(
            session =>
            {
                var isThere = session.Prepare(
                    "SELECT 1 FROM audit_entry WHERE at >= ?1 AND organisation = ?2 AND kind = ?3 AND request_id = ?4 AND detail = ?5 "
                        + "LIMIT 1")
                    .Scalar(
                        since.ToUnixTimeMilliseconds(), entry.Organisation.Value, entry.Kind.ToString(), Cut(entry.Origin.RequestId),
                        Cut(entry.Detail))
                    is not null;
                if (!isThere)
                    Append(session, entry, fresh);
                return !isThere;
            },
            cancellation);
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(OrganisationId organisation, long after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AuditEntry>>(database.Sqlite.Read(session => List(session, organisation, after, limit)));

    public Task<AuditCheck> VerifyAsync(OrganisationId organisation, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => Verify(session, organisation)));

    public async Task<int> CutAsync(OrganisationId organisation, DateTimeOffset before, CancellationToken cancellation)
    {
        var fresh = _keys.Fresh();
        return await database.Sqlite.WriteAsync(session => CutOld(session, organisation.Value, before, fresh), cancellation);
    }

    public Task<string?> PseudonymAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(session => session.Prepare("SELECT value FROM pseudonym WHERE user = ?1").Scalar(owner.User.Value) as string));

    public async Task ForgetAsync(Owner owner, CancellationToken cancellation)
    {
        await database.Sqlite.WriteAsync(
            session => session.Prepare("DELETE FROM pseudonym WHERE user = ?1").Run(owner.User.Value), cancellation);
        await database.Sqlite.EmptyLogAsync(cancellation);
    }

    private void Append(SqliteSession session, AuditEvent entry, byte[] freshKey)
    {
        var organisation = entry.Organisation.Value;
        var ends = new AuditEnds(session, _keys, organisation);
        var (number, seal, isMarked) = ends.Newest();

        // Entries were cut off from outside: a gap is left, so that it shows for good.
        if (!isMarked)
            number = Math.Max(number, ends.Head()) + 1;
        var written = new AuditEntry(
            ends.FreeAfter(number), DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()), entry.Kind,
            Pseudonym(session, entry.Actor), Pseudonym(session, entry.Subject), Cut(entry.Origin.Address), Cut(entry.Origin.RequestId),
            entry.Outcome,
            Cut(entry.Detail));
        session.Prepare(
            "INSERT INTO audit_entry(organisation, seq, at, kind, actor, subject, address, request_id, outcome, detail) "
            + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
            .Run(
                organisation, written.Number, written.At.ToUnixTimeMilliseconds(), written.Kind.ToString(), written.Actor, written.Subject,
                written.Address, written.RequestId, written.Outcome.ToString(), written.Detail);
        var key = _keys.Current(session, freshKey);
        var next = AuditChain.Seal(key.Value, seal, organisation, [written]);
        session.Prepare("INSERT INTO audit_seal(organisation, last, key, seal) VALUES(?1, ?2, ?3, ?4)")
            .Run(organisation, written.Number, key.Id, next);
        ends.SaveHead(key, written.Number, next);
    }

    private int CutOld(SqliteSession session, string organisation, DateTimeOffset before, byte[] freshKey)
    {
        // Whole batches only, and up to the first that is young enough.
        var last = session.Prepare(
            $"SELECT MAX(s.last) FROM audit_seal s WHERE s.organisation = ?1 AND {AuditEnds.Numbers("s.last")} AND s.last < COALESCE("
            + "(SELECT MIN(e.seq) FROM audit_entry e WHERE e.organisation = ?1 AND e.at >= ?2), 9223372036854775807)")
            .Scalar(organisation, before.ToUnixTimeMilliseconds());
        if (last is not long end)
            return 0;
        var seal = session.Prepare("SELECT seal FROM audit_seal WHERE organisation = ?1 AND last = ?2")
            .First(static r => r.GetBytes(0), organisation, end)!;
        new AuditEnds(session, _keys, organisation).SaveAnchor(_keys.Current(session, freshKey), end, seal);
        session.Prepare("DELETE FROM audit_seal WHERE organisation = ?1 AND last <= ?2").Run(organisation, end);
        return session.Prepare("DELETE FROM audit_entry WHERE organisation = ?1 AND seq <= ?2").Run(organisation, end);
    }

    private AuditCheck Verify(SqliteSession session, OrganisationId organisation)
    {
        var keysById = new Dictionary<long, byte[]?>();
        var ends = new AuditEnds(session, _keys, organisation.Value);
        var (number, seal, isOurs) = ends.Anchor();
        if (!isOurs || IsAnyAtOrBelow(session, "audit_entry", "seq", organisation, number))
            return new AuditCheck(0, Math.Clamp(number, 0, AuditEnds.Limit) + 1);
        var (good, anchor) = (0L, number);
        while (true)
        {
            var seals =
                session.Prepare("SELECT last, key, seal FROM audit_seal WHERE organisation = ?1 AND last > ?2 ORDER BY last LIMIT 200")
                .Query(static r => (Last: r.GetInt64(0), Key: r.GetInt64(1), Seal: r.GetBytes(2)), organisation.Value, number);
            if (seals.Count == 0)
            {
                // An entry that no seal covers was put in from outside; a head elsewhere says that entries are gone.
                var isWhole = List(session, organisation, number, 1).Count == 0 && ends.EndsAt(number, seal)
                    && !IsAnyAtOrBelow(session, "audit_seal", "last", organisation, anchor);
                return new AuditCheck(good, isWhole ? null : number + 1);
            }

            foreach (var next in seals)
            {
                var entries = List(session, organisation, number, (int)Math.Min(next.Last - number, Page));
                var expected = number + 1;
                foreach (var entry in entries)
                {
                    if (entry.Number != expected)
                        return new AuditCheck(good, expected);
                    expected++;
                }

                if (!keysById.TryGetValue(next.Key, out var key))
                    keysById.Add(next.Key, key = _keys.Open(session, next.Key));
                if (expected != next.Last + 1 || key is null
                    || !CryptographicOperations.FixedTimeEquals(AuditChain.Seal(key, seal, organisation.Value, entries), next.Seal))
                    return new AuditCheck(good, Math.Min(expected, number + 1));
                (number, seal) = (next.Last, next.Seal);
                good += entries.Count;
            }
        }
    }

    /// <summary>What is cut off at the anchor is gone: a row there was put in from outside.</summary>
    private static bool IsAnyAtOrBelow(SqliteSession session, string table, string column, OrganisationId organisation, long number) =>
        session
        .Prepare($"SELECT 1 FROM {table} WHERE organisation = ?1 AND {column} <= ?2 LIMIT 1")
        .Scalar(organisation.Value, number) is not null;

    private static List<AuditEntry> List(SqliteSession session, OrganisationId organisation, long after, int limit) =>
        session.Prepare(Columns + "AND seq > ?2 ORDER BY seq LIMIT ?3").Query(Read, organisation.Value, after, Math.Clamp(limit, 1, Page));

    private static string Pseudonym(SqliteSession session, UserId? user)
    {
        if (user is not { } id)
            return "";
        session.Prepare("INSERT OR IGNORE INTO pseudonym(user, value) VALUES(?1, ?2)")
            .Run(id.Value, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)));
        return (string)session.Prepare("SELECT CAST(value AS TEXT) FROM pseudonym WHERE user = ?1").Scalar(id.Value)!;
    }

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];

    private static AuditEntry Read(SqliteRow row) => AuditRow.Read(row, 0);
}
