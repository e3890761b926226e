using InboxMind.Core.Budgets;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Answers;

/// <summary>Budgets in SQLite: one row for each user and kind, which begins anew with each day.</summary>
internal sealed class SqliteBudgets(MainDatabase database, TimeProvider time) : IBudgets
{
    public async Task<bool> TryTakeAsync(Owner owner, BudgetKind kind, int amount, long limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        if (amount > limit)
            return false;

        // A process whose clock is behind still counts against the newer day.
        return await database.Sqlite.WriteAsync(
            session => session
                .Prepare(
                    "INSERT INTO budget(user, kind, day, used) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(user, kind) DO UPDATE SET "
                    + "used = CASE WHEN day >= ?3 THEN used + ?4 ELSE ?4 END, day = MAX(day, ?3) "
                    + "WHERE CASE WHEN day >= ?3 THEN used + ?4 ELSE ?4 END <= ?5")
                .Run(owner.User.Value, kind.ToString(), Today, amount, limit) > 0,
            cancellation);
    }

    public Task<long> UsedAsync(Owner owner, BudgetKind kind, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(session => session.Prepare("SELECT used FROM budget WHERE user = ?1 AND kind = ?2 AND day >= ?3")
            .Scalar(owner.User.Value, kind.ToString(), Today) is long used ? used : 0));

    public Task ReturnAsync(Owner owner, BudgetKind kind, int amount, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare("UPDATE budget SET used = MAX(0, used - ?4) WHERE user = ?1 AND kind = ?2 AND day = ?3")
            .Run(owner.User.Value, kind.ToString(), Today, amount),
        cancellation);

    public Task EraseAsync(Owner owner, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare("DELETE FROM budget WHERE user = ?1").Run(owner.User.Value), cancellation);

    private long Today => time.GetUtcNow().ToUnixTimeSeconds() / (24 * 60 * 60);
}
