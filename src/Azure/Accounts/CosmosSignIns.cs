using InboxMind.Azure.Cosmos;
using InboxMind.Core.Accounts.SignIn;

namespace InboxMind.Azure.Accounts;

/// <summary>Sign-ins that wait, and one-time links, in Cosmos DB. Each is a partition of its own, and whoever deletes it has it: no two
/// do.</summary>
internal sealed class CosmosSignIns(CosmosDatabase database, TimeProvider time) : ISignInAttempts, IOneTimeLinks
{
    private const string AttemptId = "attempt";
    private const string LinkId = "link";

    public Task SaveAsync(SignInAttempt attempt, CancellationToken cancellation)
    {
        var item = new Attempt
        {
            Shard = Shard(AttemptId, attempt.State),
            Id = AttemptId,
            Browser = attempt.Browser,
            Provider = attempt.Provider,
            Intent = attempt.Intent,
            User = attempt.User?.Value,
            ExpiresAt = attempt.ExpiresAt,
            Ttl = TimeToLive.Until(attempt.ExpiresAt, time.GetUtcNow()),
        };
        return database.LookUps(item.Shard).UpsertAsync("signin.save", item, cancellation);
    }

    public async Task<SignInAttempt?> TakeAsync(byte[] state, CancellationToken cancellation) =>
        await TakeAsync<Attempt>(Shard(AttemptId, state), AttemptId, cancellation) is { } item && item.ExpiresAt > time.GetUtcNow()
            ? new SignInAttempt(
                state, item.Browser, item.Provider, item.Intent, item.User is null ? null : new UserId(item.User), item.ExpiresAt)
            : null;

    public Task SaveAsync(Owner owner, byte[] hash, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        var item = new Link
        {
            Shard = Shard(LinkId, hash),
            Id = LinkId,
            User = owner.User.Value,
            ExpiresAt = expiresAt,
            Ttl = TimeToLive.Until(expiresAt, time.GetUtcNow()),
        };
        return database.LookUps(item.Shard).UpsertAsync("link.save", item, cancellation);
    }

    async Task<UserId?> IOneTimeLinks.TakeAsync(byte[] hash, CancellationToken cancellation) =>
        await TakeAsync<Link>(Shard(LinkId, hash), LinkId, cancellation) is { } item && item.ExpiresAt > time.GetUtcNow()
            ? new UserId(item.User)
            : null;

    private async Task<T?> TakeAsync<T>(string shard, string id, CancellationToken cancellation)
        where T : class
    {
        var partition = database.LookUps(shard);
        return await partition.ReadAsync<T>("signin.take", id, cancellation) is { } read
            && await partition.DeleteAsync("signin.take", id, read.ETag, cancellation)
                ? read.Value
                : null;
    }

    private static string Shard(string kind, byte[] hash) => $"{kind}:{Convert.ToHexStringLower(hash)}";

    private sealed record Attempt
    {
        public required string Shard { get; init; }

        public required string Id { get; init; }

        public required byte[] Browser { get; init; }

        public IdentityProvider Provider { get; init; }

        public SignInIntent Intent { get; init; }

        public string? User { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public int Ttl { get; init; }
    }

    private sealed record Link
    {
        public required string Shard { get; init; }

        public required string Id { get; init; }

        public required string User { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public int Ttl { get; init; }
    }
}
