using InboxMind.Core.Mail.Raw;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Upkeep;

/// <summary>Deletes raw mail that is left in the storage account although its message is gone.</summary>
public sealed partial class RawMailLeftoversFunction(IRawMailLeftovers leftovers, ILogger<RawMailLeftoversFunction> log)
{
    [Function("RawMailLeftovers")]
    public async Task RunAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        if (await leftovers.DeleteAsync(cancellation) is { Held: var held and > 0 })
            LogHeld(held);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message =
            "Raw mail whose message is gone is held in the storage account by a lease or a policy, and cannot be deleted yet: {Count}")]
    private partial void LogHeld(int count);
}
