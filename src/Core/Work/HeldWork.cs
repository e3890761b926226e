namespace InboxMind.Core.Work;

/// <summary>Items that a worker took. While it lives they stay hidden, however long they take; a worker that dies gives them back by not
/// renewing them.</summary>
internal sealed class HeldWork : IDisposable
{
    private readonly IWorkQueue _queue;
    private readonly string _name;
    private readonly TimeSpan _visibility;
    private readonly Dictionary<string, WorkItem> _items;

    /// <summary>One at a time: an item's receipt is another one after each change.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    public HeldWork(IWorkQueue queue, string name, IReadOnlyList<WorkItem> items, TimeSpan visibility, TimeProvider time)
    {
        (_queue, _name, _visibility) = (queue, name, visibility);
        _items = items.ToDictionary(static i => i.Id);
        _renewing = RenewAsync(time);
    }

    /// <summary>Gives one back, to be handed out again after a delay.</summary>
    public Task ReleaseAsync(WorkItem item, TimeSpan delay, CancellationToken cancellation) =>
        LetGoAsync(item, held => _queue.ReleaseAsync(_name, held, delay, cancellation), cancellation);

    /// <summary>Gives one back that did not fail by itself.</summary>
    public Task GiveBackAsync(WorkItem item, TimeSpan delay, CancellationToken cancellation) =>
        LetGoAsync(item, held => _queue.GiveBackAsync(_name, [held], delay, cancellation), cancellation);

    /// <summary>Removes from the queue what is done, and gives back the rest: a worker that stops, or cannot go on, keeps nothing from
    /// others.</summary>
    public async Task CompleteAsync(IEnumerable<WorkItem> done)
    {
        await _stop.CancelAsync();
        await _renewing;
        List<WorkItem> completed = [.. done.Where(i => _items.ContainsKey(i.Id)).Select(i => _items[i.Id])];
        await _queue.CompleteAsync(_name, completed, CancellationToken.None);
        List<WorkItem> rest = [.. _items.Values.Except(completed)];
        if (rest.Count > 0)
            await _queue.GiveBackAsync(_name, rest, TimeSpan.Zero, CancellationToken.None);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task LetGoAsync(WorkItem item, Func<WorkItem, Task> release, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_items.Remove(item.Id, out var held))
                await release(held);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RenewAsync(TimeProvider time)
    {
        // Twice within the time: one that fails has a second chance.
        using var timer = new PeriodicTimer(_visibility / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await RenewAllAsync();
        }
        catch (OperationCanceledException)
        {
            // All is done or given up.
        }
    }

    private async Task RenewAllAsync()
    {
        await _turn.WaitAsync(_stop.Token);
        try
        {
            foreach (var item in _items.Values.ToList())
                await RenewAsync(item);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RenewAsync(WorkItem item)
    {
        try
        {
            // Not stopped midway: the new receipt would be lost.
            if (await _queue.RenewAsync(_name, item, _visibility, CancellationToken.None) is { } renewed)
                _items[item.Id] = renewed;
            else
                _items.Remove(item.Id);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it was: the next turn comes in time. If it fails too, another worker does the work again, which changes nothing.
        }
    }
}
