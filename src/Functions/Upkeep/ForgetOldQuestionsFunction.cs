using InboxMind.Core.Answers.History;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Upkeep;

/// <summary>Erases questions that are older than the history reaches.</summary>
public sealed class ForgetOldQuestionsFunction(ForgetOldQuestions forget)
{
    [Function("ForgetOldQuestions")]
    public Task RunAsync([TimerTrigger("0 7 * * * *")] TimerInfo timer, CancellationToken cancellation) => forget.ForgetAsync(cancellation);
}
