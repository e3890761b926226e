namespace InboxMind.Core.Work;

/// <summary>Queues of work with competing consumers. Each item is handed out at least once: whoever takes one has to be able to
/// do it twice.</summary>
public interface IWorkQueue
{
    /// <summary>Adds items, visible at once.</summary>
    /// <exception cref="ArgumentException">A body is longer than <see cref="WorkItem.MaxBodyBytes"/>.</exception>
    Task SendAsync(string queue, IReadOnlyCollection<string> bodies, CancellationToken cancellation);

    /// <summary>How long a worker that found nothing may wait before it looks again.</summary>
    TimeSpan Rest => TimeSpan.FromMilliseconds(500);

    /// <summary>Takes items, about the oldest first, and hides them from others for a while. An item handed out too often before is set
    /// aside instead (see <see cref="ListPoisonedAsync"/>).</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="max">At most this many, 1 to 32.</param>
    /// <param name="visibility">How long they stay hidden; then they are handed out again.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<WorkItem>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellation);

    /// <summary>Removes items that are done. One that was handed out again since stays with its new holder.</summary>
    Task CompleteAsync(string queue, IReadOnlyCollection<WorkItem> items, CancellationToken cancellation);

    /// <summary>Hides an item that is still held for longer, from now on.</summary>
    /// <returns>The item with its new receipt, which alone counts from now on; null when it was handed out again or removed
    /// since.</returns>
    Task<WorkItem?> RenewAsync(string queue, WorkItem item, TimeSpan visibility, CancellationToken cancellation);

    /// <summary>Gives an item back, to be handed out again after a delay. Does nothing when it was handed out again since.</summary>
    Task ReleaseAsync(string queue, WorkItem item, TimeSpan delay, CancellationToken cancellation);

    /// <summary>Gives back items that did not fail by themselves, such as when a worker stops or the disk is full: they are handed out
    /// again after a delay, and where the queue can tell, this time does not count.</summary>
    async Task GiveBackAsync(string queue, IReadOnlyCollection<WorkItem> items, TimeSpan delay, CancellationToken cancellation)
    {
        foreach (var item in items)
            await ReleaseAsync(queue, item, delay, cancellation);
    }

    /// <summary>How many items wait, hidden ones included; poisoned ones not.</summary>
    Task<long> CountAsync(string queue, CancellationToken cancellation);

    /// <summary>The items set aside, about the oldest first.</summary>
    Task<IReadOnlyList<PoisonedWork>> ListPoisonedAsync(string queue, int limit, CancellationToken cancellation);

    /// <summary>Puts a poisoned item back with a dequeue count of zero. Stopped midway, it may be there twice, but never lost.</summary>
    /// <returns>Whether there was such an item.</returns>
    Task<bool> RequeuePoisonedAsync(string queue, string id, CancellationToken cancellation);

    /// <summary>Puts all poisoned items back that there are now, as <see cref="RequeuePoisonedAsync"/> does.</summary>
    /// <returns>How many.</returns>
    Task<int> RequeueAllPoisonedAsync(string queue, CancellationToken cancellation);
}
