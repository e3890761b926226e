using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Work;

/// <summary>Takes items from a queue and does them, in a host that has no queue triggers of its own.</summary>
/// <typeparam name="THandler">What does the work of the queue.</typeparam>
public sealed partial class QueueWorker<THandler>(
    IWorkQueue queue, THandler handler, WorkSettings settings, TimeProvider time, ILogger<QueueWorker<THandler>> log)
    where THandler : IWorkHandler
{
    /// <summary>Items done side by side: while one is written, the next ones are read and embedded.</summary>
    private const int SideBySide = 3;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterStorage = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    private readonly TakeSize _size = new();

    /// <summary>The queue's name.</summary>
    public string Queue => handler.Queue;

    /// <summary>Does what waits now.</summary>
    /// <returns>Whether there was anything to do.</returns>
    /// <exception cref="StorageUnusableException">Nothing can be done now; what was taken is given back, or comes back by
    /// itself.</exception>
    public async Task<bool> RunOnceAsync(CancellationToken cancellation)
    {
        var max = _size.Next;
        var items = await queue.ReceiveAsync(handler.Queue, max, settings.Visibility, cancellation);
        if (items.Count == 0)
            return false;
        var start = time.GetTimestamp();
        var done = new ConcurrentBag<WorkItem>();
        using var held = new HeldWork(queue, handler.Queue, items, settings.Visibility, time);
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };
            await Parallel.ForEachAsync(
                items, options,
                async (item, stop) =>
                {
                    if (await DoAsync(held, item, stop))
                        done.Add(item);
                });
        }
        finally
        {
            // One write for all that is done, and one for the rest when it is stopped.
            await held.CompleteAsync(done);
        }

        _size.Note(items.Count == max, time.GetElapsedTime(start));
        return true;
    }

    /// <summary>Works until stopped. While there is nothing to do it looks less and less often.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var wait = FirstWait;
        while (!cancellation.IsCancellationRequested)
        {
            if (await RunOnceAsync(cancellation))
            {
                wait = FirstWait;
                continue;
            }

            await Task.Delay(wait, time, cancellation);
            wait = wait * 2 < queue.Rest ? wait * 2 : queue.Rest;
        }
    }

    /// <returns>Whether it is done.</returns>
    private async Task<bool> DoAsync(HeldWork held, WorkItem item, CancellationToken cancellation)
    {
        try
        {
            await handler.HandleAsync(item.Body, cancellation);
            return true;
        }
        catch (StorageUnusableException)
        {
            // It may be this item's alone, such as a user's file: it comes after the others.
            await TryGiveBackAsync(held, item);
            throw;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Whatever went wrong, the item comes back a few times and is then set aside where an operator sees it.
            LogFailed(handler.Queue, item.Id, item.DequeueCount, e.GetType().Name);
            await held.ReleaseAsync(item, FirstRetry * (1 << Math.Min(item.DequeueCount, 6)), cancellation);
            return false;
        }
    }

    private static async Task TryGiveBackAsync(HeldWork held, WorkItem item)
    {
        try
        {
            await held.GiveBackAsync(item, AfterStorage, CancellationToken.None);
        }
        catch (StorageUnusableException)
        {
            // Then it comes back by itself.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work failed: {Queue} item {Item}, try {Try}, {Error}")]
    private partial void LogFailed(string queue, string item, int @try, string error);
}
