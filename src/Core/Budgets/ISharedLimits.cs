namespace InboxMind.Core.Budgets;

/// <summary>What all instances together let through in a minute. An instance takes some of it ahead, so that not every request is a call;
/// a deployment of one process has none.</summary>
public interface ISharedLimits
{
    /// <summary>Takes from a limit, all or nothing.</summary>
    /// <param name="name">Which limit.</param>
    /// <param name="whose">The user or address that it is counted for.</param>
    /// <param name="minute">The minute, counted from 1970.</param>
    /// <param name="amount">How much, 1 or more.</param>
    /// <param name="limit">How much there is in a minute.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Whether that much was left.</returns>
    Task<bool> TryTakeAsync(string name, string whose, long minute, int amount, int limit, CancellationToken cancellation);
}
