using System.Globalization;
using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;
using InboxMind.Core.Budgets;

namespace InboxMind.Azure.Answers;

/// <summary>Limits that all instances share, in Cosmos DB: a partition for each user or address, under a hash, and an item for each minute,
/// which is gone after two.</summary>
internal sealed class CosmosSharedLimits(CosmosDatabase database) : ISharedLimits
{
    private const int TtlSeconds = 2 * 60;

    public async Task<bool> TryTakeAsync(
        string name, string whose, long minute, int amount, int limit, CancellationToken cancellation)
    {
        var partition = database.LookUps($"limit:{UserKeys.Hash(name, whose)}");
        var id = minute.ToString(CultureInfo.InvariantCulture);
        var isTaken = false;
        await partition.ChangeAsync<LimitItem>(
            "limit.take", id,
            before =>
            {
                var used = (before?.Used ?? 0) + amount;
                isTaken = used <= limit;
                return isTaken ? new LimitItem { Shard = partition.Key, Id = id, Used = used, Ttl = TtlSeconds } : null;
            },
            cancellation);
        return isTaken;
    }

    private sealed record LimitItem : ChangingItem
    {
        public required string Shard { get; init; }

        public int Used { get; init; }

        public int Ttl { get; init; }
    }
}
