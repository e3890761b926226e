namespace InboxMind.Core.Budgets;

/// <summary>What an owner may still use today, over all processes and machines. Days are those of UTC.</summary>
public interface IBudgets
{
    /// <summary>Takes from the budget of the day, all or nothing.</summary>
    /// <param name="owner">Whose budget.</param>
    /// <param name="kind">Of what.</param>
    /// <param name="amount">How much, 1 or more.</param>
    /// <param name="limit">The budget of a day.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Whether that much was left.</returns>
    Task<bool> TryTakeAsync(Owner owner, BudgetKind kind, int amount, long limit, CancellationToken cancellation);

    /// <summary>How much was taken today.</summary>
    Task<long> UsedAsync(Owner owner, BudgetKind kind, CancellationToken cancellation);

    /// <summary>Gives back what was taken today for nothing.</summary>
    Task ReturnAsync(Owner owner, BudgetKind kind, int amount, CancellationToken cancellation);

    /// <summary>Forgets what the owner used.</summary>
    Task EraseAsync(Owner owner, CancellationToken cancellation);
}

/// <summary>What a budget is of.</summary>
public enum BudgetKind
{
    /// <summary>Questions that a model answered.</summary>
    Questions,

    /// <summary>Tokens of mail that an embedding model was given.</summary>
    EmbeddedTokens,

    /// <summary>Tokens that a chat model was given and wrote.</summary>
    ChatTokens,

    /// <summary>What they cost, in millionths of the currency of the settings.</summary>
    ChatCost,

    /// <summary>Pictures in attachments that a model looked at.</summary>
    Pictures,
}
