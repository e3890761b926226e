using InboxMind.Core.Audit;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Audit;

/// <summary>Finds entries of the audit log in SQLite.</summary>
internal sealed class SqliteAuditReader(MainDatabase database) : IAuditReader
{
    private const int Page = 1_000;

    private const string Select =
        "SELECT e.organisation, e.seq, e.at, e.kind, e.actor, e.subject, e.address, e.request_id, e.outcome, e.detail, a.user, s.user ";

    private const string From =
        "FROM audit_entry e LEFT JOIN pseudonym a ON a.value = e.actor LEFT JOIN pseudonym s ON s.value = e.subject WHERE ";

    /// <summary>What was put in from outside may stand under a name or a time that there cannot be.</summary>
    private const string IsLegal = "length(CAST(e.organisation AS BLOB)) BETWEEN 1 AND 255 AND typeof(e.seq) = 'integer' ";

    /// <summary>?1 is the scope's organisation, or null for all.</summary>
    private const string Matches =
        IsLegal + "AND (?1 IS NULL OR e.organisation = ?1) AND (?2 IS NULL OR a.user = ?2 OR s.user = ?2) AND (?3 IS NULL OR e.kind = ?3) "
        + "AND (?4 IS NULL OR e.outcome = ?4) AND e.at >= ?5 AND e.at < ?6 ";

    private const string OfUser = IsLegal + "AND e.at BETWEEN ?7 AND ?8 AND (a.user = ?1 OR s.user = ?1) AND (?2 IS NULL OR e.kind = ?2) ";

    public Task<IReadOnlyList<AuditRecord>> SearchAsync(
        AdminScope scope, AuditFilter filter, AuditPlace? after, int skip, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AuditRecord>>(database.Sqlite.Read(session => session
            .Prepare(
                Select + From + Matches
                    + "AND (e.at, e.organisation, e.seq) < (?7, ?8, ?9) ORDER BY e.at DESC, e.organisation DESC, e.seq DESC "
                + "LIMIT ?10 OFFSET ?11")
            .Query(Read, [.. Values(scope, filter), .. Place(after), Math.Clamp(limit, 1, Page), skip])));

    public Task<long> CountAsync(AdminScope scope, AuditFilter filter, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(session => session.Prepare("SELECT COUNT(*) " + From + Matches).Scalar(Values(scope, filter)) is long count
            ? count
            : 0));

    public Task<IReadOnlyList<AuditRecord>> OfUserAsync(
        Owner owner, AuditKind? kind, AuditPlace? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AuditRecord>>(database.Sqlite.Read(session => session
            .Prepare(
                Select + From + OfUser
                    + "AND (e.at, e.organisation, e.seq) < (?3, ?4, ?5) ORDER BY e.at DESC, e.organisation DESC, e.seq DESC LIMIT ?6")
            .Query(Read, [
                owner.User.Value, kind?.ToString(), .. Place(after), Math.Clamp(limit, 1, Page), AuditRow.FirstMillisecond,
                AuditRow.LastMillisecond,
            ])));

    public Task<IReadOnlyList<OrganisationId>> OrganisationsAsync(
        AdminScope scope, OrganisationId? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OrganisationId>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT DISTINCT organisation FROM (SELECT organisation FROM audit_seal UNION SELECT organisation FROM audit_entry "
                + "UNION SELECT organisation FROM audit_head UNION SELECT organisation FROM audit_anchor) e WHERE "
                + "length(CAST(organisation AS BLOB)) BETWEEN 1 AND 255 AND (?1 IS NULL OR organisation = ?1) AND organisation > ?2 ORDER "
                + "BY organisation LIMIT ?3")
            .Query(
                static r => new OrganisationId(r.GetString(0)), scope.Organisation?.Value, after?.Value ?? "",
                Math.Clamp(limit, 1, Page))));

    private static object?[] Values(AdminScope scope, AuditFilter filter) =>
    [
        scope.Organisation?.Value, filter.User?.Value, filter.Kind?.ToString(), filter.Outcome?.ToString(),
        filter.From?.ToUnixTimeMilliseconds() ?? AuditRow.FirstMillisecond,
        filter.To?.ToUnixTimeMilliseconds() ?? AuditRow.LastMillisecond + 1,
    ];

    private static object?[] Place(AuditPlace? after) => after is null
        ? [long.MaxValue, "", 0L]
        : [after.At.ToUnixTimeMilliseconds(), after.Organisation.Value, after.Number];

    private static AuditRecord Read(SqliteRow row) => new(
        new OrganisationId(row.GetString(0)),
        AuditRow.Read(row, 1), User(row, 10), User(row, 11));

    private static UserId? User(SqliteRow row, int column) =>
        !row.IsNull(column) && UserId.IsLegal(row.GetString(column)) ? new UserId(row.GetString(column)) : null;
}
