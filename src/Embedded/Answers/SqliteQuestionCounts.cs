using InboxMind.Core.Answers.Counts;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Answers;

/// <summary>Counts of questions in SQLite: one row for each user, hour, outcome and step of time that was met.</summary>
internal sealed class SqliteQuestionCounts(MainDatabase database, TimeProvider time) : IQuestionCounts
{
    private const int SecondsPerHour = 60 * 60;

    /// <summary>Rows erased in one transaction; more would keep other processes waiting.</summary>
    private const int MaxPerTransaction = 1_000;

    public Task AddAsync(Owner owner, QuestionOutcome outcome, TimeSpan elapsed, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(
        session => session
            .Prepare(
                "INSERT INTO question_count(user, hour, outcome, step, count) VALUES(?1, ?2, ?3, ?4, 1) ON CONFLICT DO UPDATE SET count = "
                    + "count + 1")
            .Run(owner.User.Value, Hour(time.GetUtcNow()), outcome.ToString(), LatencySteps.StepFor(elapsed)),
        cancellation, isBulk: true);

    public async Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        int all = 0, some;
        do
        {
            some = await database.Sqlite.WriteAsync(
                session => session
                    .Prepare(
                        "DELETE FROM question_count WHERE (user, hour, outcome, step) IN "
                        + "(SELECT user, hour, outcome, step FROM question_count WHERE hour < ?1 LIMIT ?2)")
                    .Run(Hour(time), MaxPerTransaction),
                cancellation);
            all += some;
        }
        while (some == MaxPerTransaction);
        return all;
    }

    internal static long Hour(DateTimeOffset time) => time.ToUnixTimeSeconds() / SecondsPerHour;
}
