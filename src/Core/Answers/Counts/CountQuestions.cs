using InboxMind.Core.Budgets;
using InboxMind.Core.Work;

namespace InboxMind.Core.Answers.Counts;

/// <summary>Counts each question by how it ends. One that its asker leaves before it is answered counts as none.</summary>
public sealed class CountQuestions(IQuestionCounts counts, TimeProvider time)
{
    /// <summary>How long counts are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Answers a question and counts it.</summary>
    public async Task<(Answer Answer, bool Cached)> AskAsync(
        Owner owner, Func<Task<(Answer Answer, bool Cached)>> ask, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        try
        {
            var (answer, cached) = await ask();
            var outcome = cached ? QuestionOutcome.Repeated
                : answer.Found ? QuestionOutcome.Answered
                : answer.IsRefused ? QuestionOutcome.Refused : QuestionOutcome.NotFound;
            await CountAsync(owner, outcome, time.GetElapsedTime(start), cancellation);
            return (answer, cached);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            await CountFailedAsync(owner, e is BudgetSpentException
                ? QuestionOutcome.Refused
                : QuestionOutcome.Failed, time.GetElapsedTime(start));
            throw;
        }
    }

    /// <summary>Forgets counts that are old.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellation) => counts.DeleteBeforeAsync(time.GetUtcNow() - Kept, cancellation);

    /// <summary>A full disk does not prevent an answer, which is not counted then.</summary>
    private async Task CountAsync(Owner owner, QuestionOutcome outcome, TimeSpan elapsed, CancellationToken cancellation)
    {
        try
        {
            await counts.AddAsync(owner, outcome, elapsed, cancellation);
        }
        catch (StorageUnusableException)
        {
            // The answer is there.
        }
    }

    private async Task CountFailedAsync(Owner owner, QuestionOutcome outcome, TimeSpan elapsed)
    {
        try
        {
            await counts.AddAsync(owner, outcome, elapsed, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Why the question failed is what its asker is told, not that it could not be counted either.
        }
    }
}
