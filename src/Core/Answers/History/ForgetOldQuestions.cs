namespace InboxMind.Core.Answers.History;

/// <summary>Erases questions that are older than the history reaches.</summary>
public sealed class ForgetOldQuestions(IQuestionRetention questions, AnswerSettings settings, TimeProvider time)
{
    /// <returns>How many were erased.</returns>
    public Task<int> RunAsync(CancellationToken cancellation) =>
        questions.DeleteBeforeAsync(time.GetUtcNow() - TimeSpan.FromDays(settings.HistoryDays), cancellation);
}
