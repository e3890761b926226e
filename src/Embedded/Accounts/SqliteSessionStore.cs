using InboxMind.Core.Accounts.Sessions;
using InboxMind.Embedded.Storage;
using AccountSession = InboxMind.Core.Accounts.Sessions.Session;

namespace InboxMind.Embedded.Accounts;

/// <summary>Sessions and hashes of refresh tokens in SQLite. A session that ends takes its hashes with it.</summary>
internal sealed class SqliteSessionStore(MainDatabase database, TimeProvider time) : ISessionStore
{
    private const string Columns = "SELECT id, created_at, last_used_at, expires_at, client, address, operator, assistant FROM session ";

    public Task CreateAsync(Owner owner, AccountSession session, byte[]? refreshHash, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(
            sqlite =>
            {
                sqlite.Prepare("DELETE FROM session WHERE expires_at <= ?1").Run(Now);
                sqlite.Prepare(
                    "INSERT INTO session(user, id, created_at, last_used_at, expires_at, client, address, operator, assistant) "
                    + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
                    .Run(
                        owner.User.Value, session.Id.Value, session.CreatedAt.ToUnixTimeMilliseconds(),
                        session.LastUsedAt.ToUnixTimeMilliseconds(), session.ExpiresAt.ToUnixTimeMilliseconds(), session.Client,
                        session.Address, session.IsOperator, session.IsAssistant);
                if (refreshHash is not null)
                    SaveHash(sqlite, owner, session.Id, refreshHash);
            },
            cancellation);

    public Task<AccountSession?> GetAsync(Owner owner, SessionId id, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(sqlite => sqlite.Prepare(Columns + "WHERE user = ?1 AND id = ?2 AND expires_at > ?3")
            .First(Read, owner.User.Value, id.Value, Now)));

    public Task<IReadOnlyList<AccountSession>> ListAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AccountSession>>(database.Sqlite.Read(sqlite => sqlite
            .Prepare(Columns + "WHERE user = ?1 AND expires_at > ?2 ORDER BY last_used_at DESC, id").Query(Read, owner.User.Value, Now)));

    public Task<bool> HoldsAsync(Owner owner, SessionId id, byte[] refreshHash, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(sqlite => sqlite
            .Prepare(
                "SELECT 1 FROM refresh_token t JOIN session s ON s.user = t.user AND s.id = t.session "
                + "WHERE t.user = ?1 AND t.session = ?2 AND t.hash = ?3 AND NOT t.used AND s.expires_at > ?4")
            .Scalar(owner.User.Value, id.Value, refreshHash, Now)) is not null);

    public Task<Rotation> RotateAsync(
        Owner owner, SessionId id, byte[] presented, byte[] replacement, TimeSpan idle, TimeSpan longest, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(
            sqlite =>
            {
                var now = Now;
                var used = sqlite
                    .Prepare(
                        "SELECT t.used FROM refresh_token t JOIN session s ON s.user = t.user AND s.id = t.session "
                        + "WHERE t.user = ?1 AND t.session = ?2 AND t.hash = ?3 AND s.expires_at > ?4")
                    .Scalar(owner.User.Value, id.Value, presented, now);
                if (used is not long state)
                    return Rotation.Unknown;
                if (state != 0)
                {
                    End(sqlite, owner, id);
                    return Rotation.Reused;
                }

                sqlite.Prepare("UPDATE refresh_token SET used = 1 WHERE user = ?1 AND session = ?2 AND hash = ?3")
                    .Run(owner.User.Value, id.Value, presented);
                SaveHash(sqlite, owner, id, replacement);
                sqlite.Prepare(
                    "UPDATE session SET last_used_at = ?3, expires_at = MIN(?3 + ?4, created_at + ?5) WHERE user = ?1 AND id = ?2")
                    .Run(owner.User.Value, id.Value, now, (long)idle.TotalMilliseconds, (long)longest.TotalMilliseconds);
                return Rotation.Rotated;
            },
            cancellation);

    public Task<bool> EndAsync(Owner owner, SessionId id, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(sqlite => End(sqlite, owner, id), cancellation);

    public Task<int> EndAllAsync(Owner owner, SessionId? except, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        sqlite => sqlite.Prepare("DELETE FROM session WHERE user = ?1 AND id <> ?2").Run(owner.User.Value, except?.Value ?? ""),
        cancellation);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static bool End(SqliteSession sqlite, Owner owner, SessionId id) =>
        sqlite.Prepare("DELETE FROM session WHERE user = ?1 AND id = ?2").Run(owner.User.Value, id.Value) > 0;

    private static void SaveHash(SqliteSession sqlite, Owner owner, SessionId id, byte[] hash) =>
        sqlite.Prepare("INSERT INTO refresh_token(user, session, hash, used) VALUES(?1, ?2, ?3, 0)").Run(owner.User.Value, id.Value, hash);

    private static AccountSession Read(SqliteRow row) => new()
    {
        Id = new SessionId(row.GetString(0)),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        LastUsedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        Client = row.GetString(4),
        Address = row.GetString(5),
        IsOperator = row.GetBoolean(6),
        IsAssistant = row.GetBoolean(7),
    };
}
