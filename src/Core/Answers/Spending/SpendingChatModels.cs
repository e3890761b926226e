using InboxMind.Core.Budgets;

namespace InboxMind.Core.Answers.Spending;

/// <summary>One chat model for everyone, whose tokens count against each user's budget of the day.</summary>
public sealed class SpendingChatModels(ChatModel model, ChatBudget budget, IBudgets budgets, TimeProvider time) : IChatModels
{
    public Task<ChatModel> GetActiveAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(
        budget.IsLimited ? model with { Client = new SpendingChatClient(model, owner, budget, budgets, time) } : model);
}
