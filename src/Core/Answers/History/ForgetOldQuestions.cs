using InboxMind.Core.Answers.Counts;

namespace InboxMind.Core.Answers.History;

/// <summary>Erases questions that are older than the history reaches, and counts of them that are old.</summary>
public sealed class ForgetOldQuestions(IQuestionRetention questions, CountQuestions counts, AnswerSettings settings, TimeProvider time)
{
    /// <returns>How many questions were erased.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellation)
    {
        await counts.ForgetAsync(cancellation);
        return await questions.DeleteBeforeAsync(time.GetUtcNow() - TimeSpan.FromDays(settings.HistoryDays), cancellation);
    }
}
