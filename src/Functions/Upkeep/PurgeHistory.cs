using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Upkeep;

/// <summary>Removes what Durable keeps of orchestrations that ended days ago: a bounded number each time, and within a bounded time;
/// the next run goes on.</summary>
public sealed partial class PurgeHistory(DurableSettings settings, TimeProvider time, ILogger<PurgeHistory> log)
{
    /// <summary>Well below <c>functionTimeout</c>, and done before the next run begins.</summary>
    internal static readonly TimeSpan Budget = TimeSpan.FromMinutes(4);

    /// <summary>How much of that may go to looking for them: where there are millions, the looking alone could use all of it.</summary>
    internal static readonly TimeSpan FindBudget = TimeSpan.FromMinutes(1.5);

    /// <summary>Each is several calls to the store.</summary>
    private const int SideBySide = 8;

    /// <summary>Found by one call.</summary>
    private const int PageSize = 500;

    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <returns>How many were removed.</returns>
    [Function(nameof(PurgeHistory))]
    public async Task RunAsync(
        [TimerTrigger("30 */10 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var before = time.GetUtcNow() - TimeSpan.FromDays(settings.HistoryDays);
        var purged = 0;
        using var budget = new CancellationTokenSource(Budget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellation);
        try
        {
            // Found first, removed then: a list that shrinks while it is read may leave some out.
            var old = await FindAsync(client, before, cancellation);
            await Parallel.ForEachAsync(
                old, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stop.Token },
                async (instance, stopped) =>
                {
                    if ((await client.PurgeInstanceAsync(instance, stopped)).PurgedInstanceCount > 0)
                        Interlocked.Increment(ref purged);
                });
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // The next run goes on.
        }

        if (purged > 0)
            LogPurged(purged, before);
    }

    private async Task<List<string>> FindAsync(DurableTaskClient client, DateTimeOffset before, CancellationToken cancellation)
    {
        var old = new List<string>();
        var query = new OrchestrationQuery(CreatedTo: before, Statuses: Ended, PageSize: PageSize);
        using var budget = new CancellationTokenSource(FindBudget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellation);
        try
        {
            await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(stop.Token))
            {
                // Begun long ago and ended only now is not old.
                if (instance.LastUpdatedAt < before)
                    old.Add(instance.InstanceId);
                if (old.Count == settings.PurgePerRun)
                    break;
            }
        }
        catch (Exception e) when (budget.IsCancellationRequested && !cancellation.IsCancellationRequested && IsStopped(e))
        {
            // What was found by then goes, and the next run finds more.
        }

        return old;
    }

    /// <summary>A call that was stopped may say so in its own way.</summary>
    private static bool IsStopped(Exception e) => e is OperationCanceledException || e.InnerException is OperationCanceledException;

    [LoggerMessage(Level = LogLevel.Information, Message = "Orchestrations removed that ended before {Before:u}: {Count}")]
    private partial void LogPurged(int count, DateTimeOffset before);
}
