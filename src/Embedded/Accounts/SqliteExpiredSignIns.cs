using InboxMind.Core.Accounts.Sessions;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Accounts;

/// <summary>What expired, in SQLite. A session takes the hashes of its refresh tokens with it.</summary>
internal sealed class SqliteExpiredSignIns(MainDatabase database) : IExpiredSignIns
{
    public Task<int> DeleteAsync(DateTimeOffset expiredBy, int limit, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            var by = expiredBy.ToUnixTimeMilliseconds();
            return session.Prepare(
                "DELETE FROM sign_in_attempt WHERE state IN (SELECT state FROM sign_in_attempt WHERE expires_at <= ?1 LIMIT ?2)")
                    .Run(by, limit)
                + session.Prepare("DELETE FROM sign_in_link WHERE hash IN (SELECT hash FROM sign_in_link WHERE expires_at <= ?1 LIMIT ?2)")
                    .Run(by, limit)
                + session.Prepare("DELETE FROM session WHERE (user, id) IN (SELECT user, id FROM session WHERE expires_at <= ?1 LIMIT ?2)")
                    .Run(by, limit);
        },
        cancellation);
}
