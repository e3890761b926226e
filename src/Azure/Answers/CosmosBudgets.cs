using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;
using InboxMind.Core.Budgets;

namespace InboxMind.Azure.Answers;

/// <summary>Budgets in Cosmos DB: one item for each user and kind, which begins anew with each day. Each taking is a read and a write, some
/// 11 request units: a ten-thousandth of what a model's answer costs, so that none is taken ahead.</summary>
internal sealed class CosmosBudgets(CosmosDatabase database, TimeProvider time) : IBudgets
{
    /// <summary>Long after its day is over on every machine.</summary>
    private const int TtlSeconds = 3 * 24 * 60 * 60;

    public async Task<bool> TryTakeAsync(Owner owner, BudgetKind kind, int amount, long limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        if (amount > limit)
            return false;
        var isTaken = false;
        await ChangeAsync(
            owner, kind,
            before =>
            {
                isTaken = Used(before) + amount <= limit;

                // An instance whose clock is behind still counts against the newer day.
                return isTaken ? Item(owner, kind, Math.Max(before?.Day ?? 0, Today), Used(before) + amount) : null;
            },
            cancellation);
        return isTaken;
    }

    public async Task<long> UsedAsync(Owner owner, BudgetKind kind, CancellationToken cancellation) =>
        Used((await database.User(owner).ReadAsync<BudgetItem>("budget.read", Id(kind), cancellation))?.Value);

    public Task ReturnAsync(Owner owner, BudgetKind kind, int amount, CancellationToken cancellation) => ChangeAsync(
        owner, kind,
        before => before?.Day == Today ? Item(owner, kind, before.Day, Math.Max(0, before.Used - amount)) : null, cancellation);

    public async Task EraseAsync(Owner owner, CancellationToken cancellation)
    {
        foreach (var kind in Enum.GetValues<BudgetKind>())
            await database.User(owner).DeleteAsync("budget.erase", Id(kind), etag: null, cancellation);
    }

    private Task<BudgetItem?> ChangeAsync(
        Owner owner, BudgetKind kind, Func<BudgetItem?, BudgetItem?> change, CancellationToken cancellation) =>
        database.User(owner).ChangeAsync("budget.take", Id(kind), change, cancellation);

    private long Used(BudgetItem? item) => item?.Day >= Today ? item.Used : 0;

    private long Today => time.GetUtcNow().ToUnixTimeSeconds() / (24 * 60 * 60);

    private static string Id(BudgetKind kind) => UserKeys.Budget(kind.ToString());

    private static BudgetItem Item(Owner owner, BudgetKind kind, long day, long used) =>
        new() { User = owner.User.Value, Id = Id(kind), Day = day, Used = used, Ttl = TtlSeconds };

    private sealed record BudgetItem : ChangingItem
    {
        public required string User { get; init; }

        /// <summary>Days since 1970.</summary>
        public long Day { get; init; }

        public long Used { get; init; }

        public int Ttl { get; init; }
    }
}
