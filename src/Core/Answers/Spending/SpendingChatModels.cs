using InboxMind.Core.Budgets;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Answers.Spending;

/// <summary>One chat model for everyone, whose tokens count against each user's budget of the day.</summary>
public sealed class SpendingChatModels(ChatModel model, ChatBudget budget, IBudgets budgets, TimeProvider time) : IChatModels
{
    private readonly ChatModel _model = model with
    {
        Client = new MeasuredChat(model.Client, model.Id, new ModelPrice(budget.InputPrice, budget.OutputPrice), time),
    };

    public Task<ChatModel> GetActiveAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(
        budget.IsLimited ? _model with { Client = new SpendingChatClient(_model, owner, budget, budgets, time) } : _model);
}
