using InboxMind.Core.Indexing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Upkeep;

/// <summary>Queues again what was stored and never indexed.</summary>
public sealed partial class SweepUnindexedFunction(SweepUnindexed sweep, ILogger<SweepUnindexedFunction> log)
{
    [Function("SweepUnindexed")]
    public async Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        if (await sweep.SweepAsync(cancellation) is var queued and > 0)
            LogSwept(queued);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stored mail that was not indexed is queued again: {Count}")]
    private partial void LogSwept(int count);
}
