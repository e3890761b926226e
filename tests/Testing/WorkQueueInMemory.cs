using System.Globalization;
using InboxMind.Core.Work;

namespace InboxMind.Testing;

/// <summary>One queue in memory, the oldest item first. What is taken is hidden until it is completed or given back.</summary>
public sealed class WorkQueueInMemory : IWorkQueue
{
    private readonly LinkedList<WorkItem> _waiting = [];
    private readonly Dictionary<string, WorkItem> _taken = [];
    private readonly List<PoisonedWork> _poisoned = [];
    private int _next;

    /// <summary>The most items that there were at once.</summary>
    public long Most { get; private set; }

    /// <summary>Items that were sent.</summary>
    public int Sent => _next;

    public Task SendAsync(string queue, IReadOnlyCollection<string> bodies, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        foreach (var body in bodies)
            _waiting.AddLast(new WorkItem(string.Create(CultureInfo.InvariantCulture, $"{_next++}"), body, 0, ""));
        Most = Math.Max(Most, _waiting.Count + _taken.Count);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WorkItem>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellation)
    {
        var items = new List<WorkItem>();
        while (items.Count < max && _waiting.First is { Value: var item })
        {
            _waiting.RemoveFirst();
            item = item with { DequeueCount = item.DequeueCount + 1 };
            if (item.DequeueCount > WorkQueues.MaxDequeueCount)
            {
                _poisoned.Add(new PoisonedWork(item.Id, item.Body, WorkQueues.MaxDequeueCount, DateTimeOffset.UnixEpoch));
                continue;
            }

            _taken[item.Id] = item;
            items.Add(item);
        }

        return Task.FromResult<IReadOnlyList<WorkItem>>(items);
    }

    public Task CompleteAsync(string queue, IReadOnlyCollection<WorkItem> items, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items)
            _taken.Remove(item.Id);
        return Task.CompletedTask;
    }

    public Task<WorkItem?> RenewAsync(string queue, WorkItem item, TimeSpan visibility, CancellationToken cancellation) =>
        Task.FromResult<WorkItem?>(item);

    public Task ReleaseAsync(string queue, WorkItem item, TimeSpan delay, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (_taken.Remove(item.Id, out var held))
            _waiting.AddLast(held);
        return Task.CompletedTask;
    }

    public Task<long> CountAsync(string queue, CancellationToken cancellation) => Task.FromResult<long>(_waiting.Count + _taken.Count);

    public Task<IReadOnlyList<PoisonedWork>> ListPoisonedAsync(string queue, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PoisonedWork>>([.. _poisoned.Take(limit)]);

    public Task<bool> RequeuePoisonedAsync(string queue, string id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<int> RequeueAllPoisonedAsync(string queue, CancellationToken cancellation) => throw new NotSupportedException();
}
