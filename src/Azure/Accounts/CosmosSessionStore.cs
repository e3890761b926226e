using InboxMind.Azure.Cosmos;
using InboxMind.Core.Accounts.Sessions;
using AccountSession = InboxMind.Core.Accounts.Sessions.Session;

namespace InboxMind.Azure.Accounts;

/// <summary>Sessions in Cosmos DB, each with the hash of its current refresh token; each hash that was used is an item beside it, for as
/// long as the session may last.</summary>
internal sealed class CosmosSessionStore(CosmosDatabase database, TimeProvider time) : ISessionStore
{
    public Task CreateAsync(Owner owner, AccountSession session, byte[]? refreshHash, CancellationToken cancellation) =>
        database.User(owner).UpsertAsync(
            "session.create", SessionItem.Of(owner, session, refreshHash, time.GetUtcNow()), cancellation);

    public async Task<AccountSession?> GetAsync(Owner owner, SessionId id, CancellationToken cancellation) =>
        (await ReadAsync(owner, id, cancellation))?.Value.ToSession();

    public async Task<IReadOnlyList<AccountSession>> ListAsync(Owner owner, CancellationToken cancellation) =>
        [.. (await AllAsync(owner, cancellation)).Where(IsLive).Select(static s => s.ToSession())
            .OrderByDescending(static s => s.LastUsedAt).ThenBy(static s => s.Id.Value, StringComparer.Ordinal)];

    public async Task<bool> HoldsAsync(Owner owner, SessionId id, byte[] refreshHash, CancellationToken cancellation) =>
        await ReadAsync(owner, id, cancellation) is { Value.Hash: { } hash } && hash.AsSpan().SequenceEqual(refreshHash);

    public async Task<Rotation> RotateAsync(
        Owner owner, SessionId id, byte[] presented, byte[] replacement, TimeSpan idle, TimeSpan longest, CancellationToken cancellation)
    {
        var partition = database.User(owner);
        var result = Rotation.Unknown;
        await CosmosChange.UntilDoneAsync(async () =>
        {
            result = Rotation.Unknown;
            if (await ReadAsync(owner, id, cancellation) is not { } read)
                return true;
            var (session, now) = (read.Value, time.GetUtcNow());
            if (Is(session, replacement))
            {
                // Done before; the answer was lost.
                result = Rotation.Rotated;
                return true;
            }

            if (!Is(session, presented))
            {
                if (await partition.ReadAsync<UsedToken>("session.used", UserKeys.Token(id, presented), cancellation) is null)
                    return true;
                result = Rotation.Reused;
                await EndAsync(owner, id, cancellation);
                return true;
            }

            var (latest, next) = (session.CreatedAt + longest, now + idle);
            var expires = next < latest ? next : latest;
            var used = new UsedToken(owner.User.Value, UserKeys.Token(id, presented), TimeToLive.Until(latest, now));
            var renewed = session with
            {
                LastUsedAt = now,
                ExpiresAt = expires,
                Hash = replacement,
                Ttl = TimeToLive.Until(expires, now),
            };
            result = Rotation.Rotated;
            return await partition.Batch("session.rotate").Replace(session.Id, renewed, read.ETag).Create(used).ExecuteAsync(cancellation);
        });
        return result;
    }

    public async Task<bool> EndAsync(Owner owner, SessionId id, CancellationToken cancellation)
    {
        var partition = database.User(owner);
        var isLive = await ReadAsync(owner, id, cancellation) is not null;
        var isEnded = await partition.DeleteAsync("session.end", UserKeys.Session(id), etag: null, cancellation);
        await partition.DeleteAllAsync("session.end", CosmosQuery.Of(UserKeys.TokensOf(id), "VALUE c.id"), cancellation);
        return isLive && isEnded;
    }

    public async Task<int> EndAllAsync(Owner owner, SessionId? except, CancellationToken cancellation)
    {
        var ended = 0;
        foreach (var session in await AllAsync(owner, cancellation))
        {
            if (session.Session != except?.Value && await EndAsync(owner, new SessionId(session.Session), cancellation))
                ended++;
        }

        return ended;
    }

    private async Task<CosmosItem<SessionItem>?> ReadAsync(Owner owner, SessionId id, CancellationToken cancellation) =>
        await database.User(owner).ReadAsync<SessionItem>("session.read", UserKeys.Session(id), cancellation) is { } read
        && IsLive(read.Value)
            ? read
            : null;

    private async Task<List<SessionItem>> AllAsync(Owner owner, CancellationToken cancellation)
    {
        var all = new List<SessionItem>();
        await foreach (var session in database.User(owner).QueryAsync<SessionItem>(
            "session.list", CosmosQuery.Of(UserKeys.Sessions), cancellation))
            all.Add(session);
        return all;
    }

    private bool IsLive(SessionItem session) => session.ExpiresAt > time.GetUtcNow();

    private static bool Is(SessionItem session, byte[] hash) => session.Hash is { } known && known.AsSpan().SequenceEqual(hash);

    /// <summary>A refresh token that was replaced.</summary>
    private sealed record UsedToken(string User, string Id, int Ttl);
}
