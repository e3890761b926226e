using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Work;

/// <summary>Takes items from a queue and does them, in a host that has no queue triggers of its own.</summary>
/// <typeparam name="THandler">What does the work of the queue.</typeparam>
public sealed partial class QueueWorker<THandler>(IWorkQueue queue, THandler handler, TimeProvider time, ILogger<QueueWorker<THandler>> log)
    where THandler : IWorkHandler
{
    /// <summary>How long a taken item stays hidden: long enough for a slow model, short enough after a crash.</summary>
    public static readonly TimeSpan Visibility = TimeSpan.FromMinutes(2);

    /// <summary>Items taken at once: few, since another worker cannot have them meanwhile.</summary>
    private const int MaxItems = 8;

    /// <summary>Items done side by side: while one is written, the next ones are read and embedded.</summary>
    private const int SideBySide = 3;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);

    /// <summary>Does what waits now.</summary>
    /// <returns>Whether there was anything to do.</returns>
    /// <exception cref="StorageUnusableException">Nothing can be done now; what was taken comes back by itself.</exception>
    public async Task<bool> RunOnceAsync(CancellationToken cancellation)
    {
        var items = await queue.ReceiveAsync(handler.Queue, MaxItems, Visibility, cancellation);
        var done = new ConcurrentBag<WorkItem>();
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };
            await Parallel.ForEachAsync(
                items, options,
                async (item, stop) =>
                {
                    if (await DoAsync(item, stop))
                        done.Add(item);
                });
        }
        finally
        {
            // One write for all that is done, also when the rest is stopped.
            await queue.CompleteAsync(handler.Queue, done, CancellationToken.None);
        }

        return items.Count > 0;
    }

    /// <summary>Works until stopped, looking for new work at intervals.</summary>
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (!await RunOnceAsync(cancellation))
                await Task.Delay(interval, time, cancellation);
        }
    }

    /// <returns>Whether it is done.</returns>
    private async Task<bool> DoAsync(WorkItem item, CancellationToken cancellation)
    {
        try
        {
            await handler.HandleAsync(item.Body, cancellation);
            return true;
        }
        catch (Exception e) when (e is not StorageUnusableException && (e is not OperationCanceledException || !cancellation.IsCancellationRequested))
        {
            // Whatever went wrong, the item comes back a few times and is then set aside where an operator sees it.
            LogFailed(handler.Queue, item.Id, item.DequeueCount, e.GetType().Name);
            await queue.ReleaseAsync(handler.Queue, item, FirstRetry * (1 << Math.Min(item.DequeueCount, 6)), cancellation);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work failed: {Queue} item {Item}, try {Try}, {Error}")]
    private partial void LogFailed(string queue, string item, int @try, string error);
}
