using InboxMind.Core.Accounts.SignIn;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Accounts;

/// <summary>Sign-ins that wait, and one-time links, in SQLite. Each is taken out by one statement, so that no two get it.</summary>
internal sealed class SqliteSignIns(MainDatabase database, TimeProvider time) : ISignInAttempts, IOneTimeLinks
{
    public Task SaveAsync(SignInAttempt attempt, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            session.Prepare("DELETE FROM sign_in_attempt WHERE expires_at <= ?1").Run(Now);
            session.Prepare(
                "INSERT INTO sign_in_attempt(state, browser, provider, intent, user, expires_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
                .Run(
                    attempt.State, attempt.Browser, attempt.Provider.ToString(), attempt.Intent.ToString(), attempt.User?.Value,
                    attempt.ExpiresAt.ToUnixTimeMilliseconds());
        },
        cancellation);

    public Task<SignInAttempt?> TakeAsync(byte[] state, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            var attempt = session
                .Prepare("DELETE FROM sign_in_attempt WHERE state = ?1 RETURNING browser, provider, intent, user, expires_at")
                .Query(
                    r => new SignInAttempt(
                        state, r.GetBytes(0), Enum.Parse<IdentityProvider>(r.GetString(1)),
                        Enum.Parse<SignInIntent>(r.GetString(2)),
                        r.IsNull(3) ? null : new UserId(r.GetString(3)), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4))),
                    state);
            return attempt is [var found] && found.ExpiresAt > time.GetUtcNow() ? found : null;
        },
        cancellation);

    public Task SaveAsync(Owner owner, byte[] hash, DateTimeOffset expiresAt, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            session.Prepare("DELETE FROM sign_in_link WHERE expires_at <= ?1").Run(Now);
            session.Prepare("INSERT INTO sign_in_link(hash, user, expires_at) VALUES(?1, ?2, ?3)")
                .Run(hash, owner.User.Value, expiresAt.ToUnixTimeMilliseconds());
        },
        cancellation);

    Task<UserId?> IOneTimeLinks.TakeAsync(byte[] hash, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            var link = session.Prepare("DELETE FROM sign_in_link WHERE hash = ?1 RETURNING user, expires_at")
                .Query(static r => (User: r.GetString(0), ExpiresAt: r.GetInt64(1)), hash);
            return link is [var found] && found.ExpiresAt > Now ? new UserId(found.User) : (UserId?)null;
        },
        cancellation);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
