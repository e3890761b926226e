using InboxMind.Core.Answers.Counts;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Answers;

/// <summary>Counts of questions in SQLite: one row for each user, hour, outcome and step of time that was met, and
/// the like for stages and what models used.</summary>
internal sealed class SqliteQuestionCounts(MainDatabase database, TimeProvider time) : IQuestionCounts
{
    private const int SecondsPerHour = 60 * 60;

    /// <summary>Rows erased in one transaction; more would keep other processes waiting.</summary>
    private const int MaxPerTransaction = 1_000;

    public Task AddAsync(
        Owner owner, QuestionOutcome outcome, TimeSpan elapsed, IReadOnlyList<(string Stage, TimeSpan Elapsed)> stages,
        CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            var hour = Hour(time.GetUtcNow());
            session
                .Prepare(
                    "INSERT INTO question_count(user, hour, outcome, step, count) VALUES(?1, ?2, ?3, ?4, 1) "
                    + "ON CONFLICT DO UPDATE SET count = count + 1")
                .Run(owner.User.Value, hour, outcome.ToString(), LatencySteps.StepFor(elapsed));
            foreach (var (stage, took) in stages)
            {
                session
                    .Prepare(
                        "INSERT INTO stage_count(user, hour, stage, step, count) VALUES(?1, ?2, ?3, ?4, 1) "
                        + "ON CONFLICT DO UPDATE SET count = count + 1")
                    .Run(owner.User.Value, hour, stage, LatencySteps.StepFor(took));
            }
        },
        cancellation, isBulk: true);

    public Task AddSpentAsync(Owner owner, long tokens, long cost, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session
            .Prepare(
                "INSERT INTO spending(user, hour, tokens, cost) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
                    + "tokens = tokens + ?3, cost = cost + ?4")
            .Run(owner.User.Value, Hour(time.GetUtcNow()), tokens, cost),
        cancellation, isBulk: true);

    public async Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation) =>
        await DeleteBeforeAsync("question_count", "user, hour, outcome, step", time, cancellation)
        + await DeleteBeforeAsync("stage_count", "user, hour, stage, step", time, cancellation)
        + await DeleteBeforeAsync("spending", "user, hour", time, cancellation);

    private async Task<int> DeleteBeforeAsync(string table, string key, DateTimeOffset time, CancellationToken cancellation)
    {
        int all = 0, some;
        do
        {
            some = await database.Sqlite.WriteAsync(
                session => session
                    .Prepare($"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE hour < ?1 LIMIT ?2)")
                    .Run(Hour(time), MaxPerTransaction),
                cancellation);
            all += some;
        }
        while (some == MaxPerTransaction);
        return all;
    }

    internal static long Hour(DateTimeOffset time) => time.ToUnixTimeSeconds() / SecondsPerHour;
}
