using System.Runtime.CompilerServices;
using InboxMind.Core.Budgets;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Answers.Spending;

/// <summary>Counts what a user spends on a model: as much as a call may need is taken before it, and what it did not need is given back. A
/// call that failed costs nothing; one that was left or that the content filter refused does.</summary>
internal sealed class SpendingChatClient(ChatModel model, Owner owner, ChatBudget budget, IBudgets budgets, TimeProvider time)
    : DelegatingChatClient(model.Client)
{
    /// <summary>Tokens around each message.</summary>
    private const int PerMessage = 4;

    private const int UsualOutput = 1_000;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatMessage> asked = [.. messages];
        var taken = await TakeAsync(asked, options, cancellationToken);
        UsageDetails? used = null;
        try
        {
            var response = await base.GetResponseAsync(asked, options, cancellationToken);
            used = response.Usage;
            return response;
        }
        catch (Exception e)
        {
            used = Failed(e, taken);
            throw;
        }
        finally
        {
            await SettleAsync(taken, used);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> asked = [.. messages];
        var taken = await TakeAsync(asked, options, cancellationToken);
        UsageDetails? used = null;
        await using var updates = base.GetStreamingResponseAsync(asked, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await NextAsync())
            {
                used = updates.Current.Contents.OfType<UsageContent>().FirstOrDefault()?.Details ?? used;
                yield return updates.Current;
            }
        }
        finally
        {
            await SettleAsync(taken, used);
        }

        async Task<bool> NextAsync()
        {
            try
            {
                return await updates.MoveNextAsync();
            }
            catch (Exception e)
            {
                used = Failed(e, taken);
                throw;
            }
        }
    }

    /// <summary>What a call that failed is counted as; null: as what was taken for it.</summary>
    private static UsageDetails? Failed(Exception e, UsageDetails taken) => e switch
    {
        ModelRefusedException => Usage(taken.InputTokenCount ?? 0, 0),
        OperationCanceledException => null,
        _ => Usage(0, 0),
    };

    private static UsageDetails Usage(long input, long output) => new() { InputTokenCount = input, OutputTokenCount = output };

    private async Task<UsageDetails> TakeAsync(List<ChatMessage> messages, ChatOptions? options, CancellationToken cancellation)
    {
        var usage = Usage(messages.Sum(m => PerMessage + model.Tokens.Count(m.Text)), options?.MaxOutputTokens ?? UsualOutput);
        var (tokens, cost) = Amounts(usage);
        if (!await TryTakeAsync(BudgetKind.ChatTokens, tokens, budget.TokensPerDay, cancellation))
            throw Spent("tokens that you may spend on answers");
        if (await TryTakeAsync(BudgetKind.ChatCost, cost, budget.CostPerDay, cancellation))
            return usage;
        await ChangeAsync(BudgetKind.ChatTokens, -tokens, budget.TokensPerDay);
        throw Spent("costs that you may cause by questions");
    }

    private async Task SettleAsync(UsageDetails taken, UsageDetails? used)
    {
        if (used is null)
            return;
        var (before, after) = (Amounts(taken), Amounts(used));
        await ChangeAsync(BudgetKind.ChatTokens, after.Tokens - before.Tokens, budget.TokensPerDay);
        await ChangeAsync(BudgetKind.ChatCost, after.Cost - before.Cost, budget.CostPerDay);
    }

    private (long Tokens, long Cost) Amounts(UsageDetails usage)
    {
        var (input, output) = (usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0);
        return (input + output, budget.Cost(input, output));
    }

    private async Task<bool> TryTakeAsync(BudgetKind kind, long amount, long limit, CancellationToken cancellation) =>
        limit == 0 || amount == 0 || await budgets.TryTakeAsync(owner, kind, Clamp(amount), limit, cancellation);

    /// <summary>What was used is counted, whatever the limit and whether or not its asker is still there.</summary>
    private async Task ChangeAsync(BudgetKind kind, long amount, long limit)
    {
        if (limit == 0 || amount == 0)
            return;
        if (amount > 0)
            await budgets.TryTakeAsync(owner, kind, Clamp(amount), long.MaxValue, CancellationToken.None);
        else
            await budgets.ReturnAsync(owner, kind, Clamp(-amount), CancellationToken.None);
    }

    private static int Clamp(long amount) => (int)Math.Min(amount, int.MaxValue);

    private BudgetSpentException Spent(string what) => new(
        $"The {what} today are used up; there is a new budget at midnight UTC.",
        new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero));
}
