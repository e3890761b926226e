namespace InboxMind.Core.Budgets;

/// <summary>A day's budget is used up. The message is one sentence for the user.</summary>
public sealed class BudgetSpentException(string message, DateTimeOffset renewsAt) : Exception(message)
{
    /// <summary>When there is a budget again.</summary>
    public DateTimeOffset RenewsAt { get; } = renewsAt;
}
