using InboxMind.Core.Accounts;
using InboxMind.Core.Indexing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Upkeep;

/// <summary>Has mail embedded again after the embedding model changed: the local user's, as <c>serve</c> does.</summary>
public sealed partial class RenewVectorsFunction(RenewVectors renew, ILogger<RenewVectorsFunction> log)
{
    [Function("RenewVectors")]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        if (await renew.RunAsync(Tenant.Local, cancellation) is var renewed and > 0)
            LogRenewed(renewed);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The embedding model changed: {Count} mails are embedded again; until then they are found by words alone")]
    private partial void LogRenewed(int count);
}
