using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Budgets;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Answers.Spending;

/// <summary>One chat model for everyone, whose tokens count against each user's budget of the day.</summary>
public sealed class SpendingChatModels(
    ChatModel model, ChatBudget budget, IBudgets budgets, IQuestionCounts counts, TimeProvider time) : IChatModels
{
    private readonly ChatModel _model = model with
    {
        Client = new MeasuredChat(model.Client, model.Id, new ModelPrice(budget.InputPrice, budget.OutputPrice), time),
    };

    public Task<ChatModel> GetActiveAsync(Owner owner, CancellationToken cancellation)
    {
        var model = _model with { Client = new CountingChatClient(_model.Client, owner, budget, counts) };
        return Task.FromResult(
            budget.IsLimited ? model with { Client = new SpendingChatClient(model, owner, budget, budgets, time) } : model);
    }
}
