namespace InboxMind.Core.Work;

/// <summary>How the queues stand.</summary>
public interface IWorkStatus
{
    /// <summary>Every queue of <see cref="WorkQueues.All"/>, in that order.</summary>
    Task<IReadOnlyList<QueueStatus>> ReadAsync(CancellationToken cancellation);
}

/// <summary>How a queue stands.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Waiting">Items in it, those being done included.</param>
/// <param name="Age">How long the item that waits longest could have been taken; null when none waits for a worker.</param>
/// <param name="Poisoned">Items that were set aside.</param>
public sealed record QueueStatus(string Queue, long Waiting, TimeSpan? Age, long Poisoned);
