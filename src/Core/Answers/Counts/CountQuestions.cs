using InboxMind.Core.Budgets;
using InboxMind.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Answers.Counts;

/// <summary>Counts each question by how it ends. One that its asker leaves before it is answered counts as none.</summary>
public sealed partial class CountQuestions(IQuestionCounts counts, TimeProvider time, ILogger<CountQuestions> log)
{
    /// <summary>How long counts are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Answers a question and counts it.</summary>
    public async Task<(Answer Answer, bool Cached)> AskAsync(
        Owner owner, Func<Task<(Answer Answer, bool Cached)>> ask, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        using var span = Signals.Begin("question");
        try
        {
            var (answer, cached) = await ask();
            var outcome = cached ? QuestionOutcome.Repeated
                : answer.Found ? QuestionOutcome.Answered
                : answer.IsRefused ? QuestionOutcome.Refused : QuestionOutcome.NotFound;
            var elapsed = time.GetElapsedTime(start);
            QuestionSignals.Ended(outcome, elapsed);
            await CountAsync(owner, outcome, elapsed, cached ? [] : answer.Metadata.Stages, cancellation);
            return (answer, cached);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var (outcome, elapsed) = (
                e is BudgetSpentException ? QuestionOutcome.Refused : QuestionOutcome.Failed, time.GetElapsedTime(start));
            QuestionSignals.Ended(outcome, elapsed);
            if (e is BudgetSpentException)
                BudgetSignals.Refused(BudgetSignals.Questions);
            await CountFailedAsync(owner, outcome, elapsed);
            throw;
        }
    }

    /// <summary>Forgets counts that are old.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellation) => counts.DeleteBeforeAsync(time.GetUtcNow() - Kept, cancellation);

    /// <summary>A full disk, or a store that is away, does not prevent an answer, which is not counted then.</summary>
    private async Task CountAsync(
        Owner owner, QuestionOutcome outcome, TimeSpan elapsed, IReadOnlyList<(string Stage, TimeSpan Elapsed)> stages,
        CancellationToken cancellation)
    {
        try
        {
            await counts.AddAsync(owner, outcome, elapsed, stages, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && e is not OutOfMemoryException)
        {
            LogUncounted(e.GetType().Name);
        }
    }

    private async Task CountFailedAsync(Owner owner, QuestionOutcome outcome, TimeSpan elapsed)
    {
        try
        {
            await counts.AddAsync(owner, outcome, elapsed, [], CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Why the question failed is what its asker is told, not that it could not be counted either.
            LogUncounted(e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A question was not counted: {Error}")]
    private partial void LogUncounted(string error);
}
