namespace InboxMind.Core.Work;

/// <summary>Lists work that was set aside, over all queues.</summary>
public sealed class ReadPoisonedWork(IWorkQueue work)
{
    /// <summary>The items, about the oldest of each queue first.</summary>
    /// <param name="queue">One queue; null for all.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<IReadOnlyList<(string Queue, PoisonedWork Item)>> ReadAsync(string? queue, int limit, CancellationToken cancellation)
    {
        var items = new List<(string, PoisonedWork)>();
        foreach (var name in WorkQueues.All.Where(q => queue is null || q == queue))
        {
            if (items.Count < limit)
                items.AddRange((await work.ListPoisonedAsync(name, limit - items.Count, cancellation)).Select(item => (name, item)));
        }

        return items;
    }
}
