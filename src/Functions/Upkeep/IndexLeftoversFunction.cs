using InboxMind.Core.Index;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Upkeep;

/// <summary>Deletes what indexes no longer need in the storage account; nothing where the index lies in a data folder.</summary>
public sealed class IndexLeftoversFunction(IEnumerable<IIndexLeftovers> leftovers)
{
    [Function("IndexLeftovers")]
    public async Task RunAsync([TimerTrigger("0 37 3 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var one in leftovers)
            await one.DeleteAsync(cancellation);
    }
}
