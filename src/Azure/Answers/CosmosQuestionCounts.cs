using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;
using InboxMind.Core.Answers.Counts;

namespace InboxMind.Azure.Answers;

/// <summary>Counts of questions in Cosmos DB: one item for each user and hour.</summary>
internal sealed class CosmosQuestionCounts(CosmosDatabase database, TimeProvider time) : IQuestionCounts
{
    private const int SecondsPerHour = 60 * 60;

    /// <summary>A day longer than counts are kept.</summary>
    private static readonly int TtlSeconds = (int)(CountQuestions.Kept + TimeSpan.FromDays(1)).TotalSeconds;

    public Task AddAsync(Owner owner, QuestionOutcome outcome, TimeSpan elapsed, CancellationToken cancellation)
    {
        var (id, step) = (UserKeys.Count(Hour(time.GetUtcNow())), LatencySteps.StepFor(elapsed));
        return database.User(owner).ChangeAsync<CountItem>(
            "count.add", id,
            before =>
            {
                var counts = new List<OutcomeCount>(before?.Counts ?? []);
                var at = counts.FindIndex(c => c.Outcome == outcome && c.Step == step);
                if (at < 0)
                    counts.Add(new OutcomeCount(outcome, step, 1));
                else
                    counts[at] = counts[at] with { Count = counts[at].Count + 1 };
                return new CountItem { User = owner.User.Value, Id = id, Counts = counts, Ttl = TtlSeconds };
            },
            cancellation);
    }

    public Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation) => database.DeleteOldAsync(
        "count.old",
        new CosmosQuery("c.user, c.id", "c.id >= @first AND c.id < @hour").With("@first", UserKeys.Counts)
            .With("@hour", UserKeys.Count(Hour(time))),
        cancellation);

    public static long Hour(DateTimeOffset time) => time.ToUnixTimeSeconds() / SecondsPerHour;

    /// <summary>The counts of an hour.</summary>
    internal sealed record CountItem : ChangingItem
    {
        public required string User { get; init; }

        public IReadOnlyList<OutcomeCount> Counts { get; init; } = [];

        public int Ttl { get; init; }
    }

    /// <summary>How many ended so and took a step of time.</summary>
    internal sealed record OutcomeCount(QuestionOutcome Outcome, int Step, long Count);
}
