using DurableTask.Core.Exceptions;
using InboxMind.Core.Privacy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InboxMind.Functions.Privacy;

/// <summary>Starts <see cref="EraseOneAccount"/> for each account whose erasure was interrupted or settled, unless it still runs.</summary>
public sealed class ResumeErasuresFunction(ResumeErasures erasures)
{
    private static readonly OrchestrationRuntimeStatus[] AtIt =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    [Function("ResumeErasures")]
    public async Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        foreach (var key in await erasures.DueAsync(cancellation))
        {
            try
            {
                var options = new StartOrchestrationOptions(InstanceId(key)).WithDedupeStatuses(AtIt);
                await client.ScheduleNewOrchestrationInstanceAsync(nameof(EraseOneAccount), key, options, cancellation);
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // It runs, or waits between two tries.
            }
        }
    }

    /// <summary>The name of an erasure's one instance; it does not tell whose it is.</summary>
    internal static string InstanceId(string key) => $"erase-{key}";
}
