using InboxMind.Core.Counting;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Counting;

/// <summary>What users say of which addresses are one person's, in SQLite.</summary>
internal sealed class SqlitePersonMerges(MainDatabase database) : IPersonMerges
{
    public Task<IReadOnlyList<PersonMerge>> ListAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PersonMerge>>(database.Sqlite.Read(session => session
            .Prepare("SELECT id, addresses, same, at FROM person_merge WHERE user = ?1 ORDER BY id")
            .Query(
                static r => new PersonMerge(
                    r.GetString(0), r.GetString(1).Split('\n'), r.GetBoolean(2), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3))),
                owner.User.Value)));

    public Task SaveAsync(Owner owner, PersonMerge merge, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare(
            "INSERT INTO person_merge(user, id, addresses, same, at) VALUES(?1, ?2, ?3, ?4, ?5) "
            + "ON CONFLICT DO UPDATE SET same = excluded.same, at = excluded.at")
            .Run(owner.User.Value, merge.Id, string.Join('\n', merge.Addresses), merge.IsSame, merge.At.ToUnixTimeMilliseconds()),
        cancellation);

    public async Task<bool> DeleteAsync(Owner owner, string id, CancellationToken cancellation) => await database.Sqlite.WriteAsync(
        session => session.Prepare("DELETE FROM person_merge WHERE user = ?1 AND id = ?2").Run(owner.User.Value, id), cancellation) > 0;
}
