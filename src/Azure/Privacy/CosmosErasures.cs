using InboxMind.Azure.Cosmos;
using InboxMind.Core.Privacy;

namespace InboxMind.Azure.Privacy;

/// <summary>Erasures that go on, in Cosmos DB: apart from the user's own items, which they outlive.</summary>
internal sealed class CosmosErasures(CosmosDatabase database) : IErasures
{
    private CosmosPartition All => database.LookUps("erasures");

    public Task SaveAsync(Owner owner, Erasure erasure, CancellationToken cancellation)
    {
        if (erasure.User != owner.User)
            throw new ArgumentException("An owner erases no other user.", nameof(erasure));
        return All.ChangeAsync<ErasureItem>(
            "erasure.save", owner.User.Value,
            before => erasure.FinishedAt is null
                ? before is null or { FinishedAt: not null } ? ErasureItem.Of(All.Key, erasure) : null
                : before?.Begun == erasure.BegunAt.ToUnixTimeMilliseconds() ? before with { FinishedAt = erasure.FinishedAt } : null,
            cancellation);
    }

    public async Task<Erasure?> GetAsync(Owner owner, CancellationToken cancellation) =>
        (await All.ReadAsync<ErasureItem>("erasure.read", owner.User.Value, cancellation))?.Value.ToErasure();

    public Task RemoveAsync(Owner owner, CancellationToken cancellation) =>
        All.DeleteAsync("erasure.remove", owner.User.Value, etag: null, cancellation);

    public async Task<IReadOnlyList<UserId>> ListAsync(int limit, CancellationToken cancellation)
    {
        var query = new CosmosQuery("*", "c.begun >= @first") { OrderBy = "c.begun" }.With("@first", 0L);
        var found = new List<ErasureItem>();
        await foreach (var item in All.QueryAsync<ErasureItem>("erasure.list", query, cancellation))
        {
            found.Add(item);
            if (found.Count == limit)
                break;
        }

        return [.. found.OrderBy(static i => i.Begun).ThenBy(static i => i.Id, StringComparer.Ordinal)
            .Select(static i => new UserId(i.Id))];
    }

    private sealed record ErasureItem : ChangingItem
    {
        public required string Shard { get; init; }

        public required string Organisation { get; init; }

        /// <summary>In milliseconds.</summary>
        public long Begun { get; init; }

        public string Address { get; init; } = "";

        public string RequestId { get; init; } = "";

        public DateTimeOffset? FinishedAt { get; init; }

        public static ErasureItem Of(string shard, Erasure erasure) => new()
        {
            Shard = shard,
            Id = erasure.User.Value,
            Organisation = erasure.Organisation.Value,
            Begun = erasure.BegunAt.ToUnixTimeMilliseconds(),
            Address = erasure.Address,
            RequestId = erasure.RequestId,
        };

        public Erasure ToErasure() => new(
            new UserId(Id), new OrganisationId(Organisation), DateTimeOffset.FromUnixTimeMilliseconds(Begun), Address, RequestId)
        {
            FinishedAt = FinishedAt,
        };
    }
}
