using InboxMind.Core.Indexing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Upkeep;

/// <summary>Has mail embedded that has no vectors of the embedding model in use.</summary>
public sealed partial class RenewVectorsFunction(RenewVectors renew, ILogger<RenewVectorsFunction> log)
{
    [Function("RenewVectors")]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        if (await renew.RenewAsync(cancellation) is var renewed and > 0)
            LogRenewed(renewed);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Mail without vectors of the embedding model in use is embedded, and found by words alone until then: {Count}")]
    private partial void LogRenewed(int count);
}
