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

    public Task AddAsync(
        Owner owner, QuestionOutcome outcome, TimeSpan elapsed, IReadOnlyList<(string Stage, TimeSpan Elapsed)> stages,
        CancellationToken cancellation)
    {
        var step = LatencySteps.StepFor(elapsed);
        return ChangeAsync(
            owner,
            hour =>
            {
                var timed = hour.Stages;
                foreach (var (stage, took) in stages)
                    timed = Add(timed, stage, LatencySteps.StepFor(took));
                var counts = Added(
                    hour.Counts, c => c.Outcome == outcome && c.Step == step, static c => c with { Count = c.Count + 1 },
                    new OutcomeCount(outcome, step, 1));
                return hour with { Counts = counts, Stages = timed };
            },
            cancellation);
    }

    public Task AddSpentAsync(Owner owner, long tokens, long cost, CancellationToken cancellation) =>
        ChangeAsync(owner, hour => hour with { Tokens = hour.Tokens + tokens, Cost = hour.Cost + cost }, cancellation);

    public Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation) => database.DeleteOldAsync(
        "count.old",
        new CosmosQuery("c.user, c.id", "c.id >= @first AND c.id < @hour").With("@first", UserKeys.Counts)
            .With("@hour", UserKeys.Count(Hour(time))),
        cancellation);

    public static long Hour(DateTimeOffset time) => time.ToUnixTimeSeconds() / SecondsPerHour;

    private Task<CountItem?> ChangeAsync(Owner owner, Func<CountItem, CountItem> change, CancellationToken cancellation)
    {
        var id = UserKeys.Count(Hour(time.GetUtcNow()));
        return database.User(owner).ChangeAsync<CountItem>(
            "count.add", id, before => change(before ?? new CountItem { User = owner.User.Value, Id = id }) with { Ttl = TtlSeconds },
            cancellation);
    }

    private static List<StageCount> Add(IReadOnlyList<StageCount> all, string stage, int step) => Added(
        all, c => c.Stage == stage && c.Step == step, static c => c with { Count = c.Count + 1 }, new StageCount(stage, step, 1));

    /// <summary>A list with one of it changed, or with a new one.</summary>
    private static List<T> Added<T>(IReadOnlyList<T> all, Predicate<T> isIt, Func<T, T> change, T first)
    {
        var list = new List<T>(all);
        var at = list.FindIndex(isIt);
        if (at < 0)
            list.Add(first);
        else
            list[at] = change(list[at]);
        return list;
    }

    /// <summary>The counts of an hour.</summary>
    internal sealed record CountItem : ChangingItem
    {
        public required string User { get; init; }

        public IReadOnlyList<OutcomeCount> Counts { get; init; } = [];

        public IReadOnlyList<StageCount> Stages { get; init; } = [];

        /// <summary>Tokens that chat models were given and wrote.</summary>
        public long Tokens { get; init; }

        /// <summary>What they cost, in millionths.</summary>
        public long Cost { get; init; }

        public int Ttl { get; init; }
    }

    /// <summary>How many ended so and took a step of time.</summary>
    internal sealed record OutcomeCount(QuestionOutcome Outcome, int Step, long Count);

    /// <summary>How many stages of a name took a step of time.</summary>
    internal sealed record StageCount(string Stage, int Step, long Count);
}
