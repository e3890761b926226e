using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Budgets;

namespace InboxMind.Core.Answers.Reuse;

/// <summary>Has a question answered anew, which counts against the user's questions of the day unless no model can be reached.</summary>
public sealed class AskWithinBudget(AskQuestion ask, IBudgets budgets, AnswerSettings settings, TimeProvider time)
{
    /// <exception cref="BudgetSpentException">The user's questions of the day are used up.</exception>
    public async Task<Answer> AskAsync(
        Owner owner, Question question, ChatModel model, Action<StageChange>? changed, CancellationToken cancellation)
    {
        var isCounted = settings.QuestionsPerDay > 0;
        if (isCounted && !await budgets.TryTakeAsync(owner, BudgetKind.Questions, 1, settings.QuestionsPerDay, cancellation))
        {
            throw new BudgetSpentException(
                $"The {settings.QuestionsPerDay} questions of today are used up; there are new ones at midnight UTC.",
                new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero));
        }

        try
        {
            return await ask.AskAsync(owner, question, model, changed, cancellation);
        }
        catch (Exception e) when (isCounted && e is (ModelUnavailableException or BudgetSpentException))
        {
            await budgets.ReturnAsync(owner, BudgetKind.Questions, 1, CancellationToken.None);
            throw;
        }
    }
}
