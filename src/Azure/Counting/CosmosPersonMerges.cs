using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;
using InboxMind.Core.Counting;

namespace InboxMind.Azure.Counting;

/// <summary>What users say of which addresses are one person's, in Cosmos DB: one item for each user, so that reading them is one point
/// read.</summary>
internal sealed class CosmosPersonMerges(CosmosDatabase database) : IPersonMerges
{
    public async Task<IReadOnlyList<PersonMerge>> ListAsync(Owner owner, CancellationToken cancellation) =>
        Merges((await database.User(owner).ReadAsync<MergesItem>("people.read", UserKeys.People, cancellation))?.Value);

    public Task SaveAsync(Owner owner, PersonMerge merge, CancellationToken cancellation) => ChangeAsync(
        owner, before => [.. before.Where(m => m.Id != merge.Id).Append(merge).OrderBy(static m => m.Id, StringComparer.Ordinal)],
        cancellation);

    public async Task<bool> DeleteAsync(Owner owner, string id, CancellationToken cancellation)
    {
        var isThere = false;
        await ChangeAsync(
            owner,
            before =>
            {
                isThere = before.Any(m => m.Id == id);
                return isThere ? [.. before.Where(m => m.Id != id)] : null;
            },
            cancellation);
        return isThere;
    }

    private Task<MergesItem?> ChangeAsync(
        Owner owner, Func<IReadOnlyList<PersonMerge>, IReadOnlyList<PersonMerge>?> change, CancellationToken cancellation) =>
        database.User(owner).ChangeAsync<MergesItem>(
            "people.change", UserKeys.People,
            before => change(Merges(before)) is { } after
                ? new MergesItem
                {
                    User = owner.User.Value,
                    Id = UserKeys.People,
                    Merges = [.. after.Select(static m => new MergeItem(m.Id, m.Addresses, m.IsSame, m.At.ToUnixTimeMilliseconds()))],
                }
                : null,
            cancellation);

    private static IReadOnlyList<PersonMerge> Merges(MergesItem? item) =>
    [
        .. (item?.Merges ?? []).Select(static m => new PersonMerge(
            m.Merge, m.Addresses, m.Same, DateTimeOffset.FromUnixTimeMilliseconds(m.At))),
    ];

    private sealed record MergesItem : ChangingItem
    {
        public required string User { get; init; }

        public IReadOnlyList<MergeItem> Merges { get; init; } = [];
    }

    private sealed record MergeItem(string Merge, IReadOnlyList<string> Addresses, bool Same, long At);
}
