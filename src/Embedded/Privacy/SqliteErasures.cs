using InboxMind.Core.Privacy;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Privacy;

/// <summary>Erasures that go on, in SQLite.</summary>
internal sealed class SqliteErasures(MainDatabase database) : IErasures
{
    public Task SaveAsync(Owner owner, Erasure erasure, CancellationToken cancellation)
    {
        if (erasure.User != owner.User)
            throw new ArgumentException("An owner erases no other user.", nameof(erasure));
        return database.Sqlite.WriteAsync(
            session => erasure.FinishedAt is { } finished
                ? session.Prepare("UPDATE erasure SET finished_at = ?3 WHERE user = ?1 AND begun_at = ?2")
                    .Run(owner.User.Value, erasure.BegunAt.ToUnixTimeMilliseconds(), finished.ToUnixTimeMilliseconds())
                : session.Prepare(
                    "INSERT INTO erasure(user, organisation, begun_at, address, request_id) VALUES(?1, ?2, ?3, ?4, ?5) "
                    + "ON CONFLICT DO UPDATE SET organisation = excluded.organisation, begun_at = excluded.begun_at, address = "
                    + "excluded.address, "
                    + "request_id = excluded.request_id, finished_at = NULL WHERE finished_at IS NOT NULL")
                    .Run(
                        owner.User.Value, erasure.Organisation.Value, erasure.BegunAt.ToUnixTimeMilliseconds(), erasure.Address,
                        erasure.RequestId),
            cancellation);
    }

    public Task<Erasure?> GetAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(database.Sqlite.Read(session => session
        .Prepare("SELECT organisation, begun_at, address, request_id, finished_at FROM erasure WHERE user = ?1")
        .First(
            r => new Erasure(
                owner.User, new OrganisationId(r.GetString(0)), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(1)), r.GetString(2),
                r.GetString(3))
            {
                FinishedAt = r.IsNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)),
            },
            owner.User.Value)));

    public async Task RemoveAsync(Owner owner, CancellationToken cancellation)
    {
        await database.Sqlite.WriteAsync(
            session => session.Prepare("DELETE FROM erasure WHERE user = ?1").Run(owner.User.Value), cancellation);
        await database.Sqlite.EmptyLogAsync(cancellation);
    }

    public Task<IReadOnlyList<UserId>> ListAsync(int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<UserId>>(
        database.Sqlite.Read(session => session.Prepare("SELECT user FROM erasure ORDER BY begun_at, user LIMIT ?1")
            .Query(static r => new UserId(r.GetString(0)), limit)));
}
