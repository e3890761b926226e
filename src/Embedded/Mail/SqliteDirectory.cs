using InboxMind.Core.Accounts;
using InboxMind.Core.Mail;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Look-ups over all users.</summary>
internal sealed class SqliteDirectory(MainDatabase database) : IDirectory
{
    public Task<IReadOnlyList<(UserId User, EmailId Id)>> UnindexedAsync(
        DateTimeOffset storedBefore, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<(UserId, EmailId)>>(database.Sqlite.Read(session => session
            .Prepare("SELECT user, id FROM message WHERE indexed_version < version AND stored_at < ?1 ORDER BY stored_at LIMIT ?2")
            .Query(static r => (new UserId(r.GetString(0)), new EmailId(r.GetString(1))), storedBefore.ToUnixTimeMilliseconds(), limit)));
}
