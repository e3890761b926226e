using InboxMind.Core.Mail;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Upkeep;

/// <summary>Deletes raw mail that is left in the storage account although its message is gone.</summary>
public sealed class RawMailLeftoversFunction(IRawMailLeftovers leftovers)
{
    [Function("RawMailLeftovers")]
    public Task RunAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancellation) => leftovers.DeleteAsync(cancellation);
}
