using InboxMind.Core.Indexing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Upkeep;

/// <summary>Embeds mail that has no vectors of the embedding model in use, the newest first, for four of each five minutes at
/// most.</summary>
public sealed partial class EmbedMailFunction(EmbedAllMail embed, ILogger<EmbedMailFunction> log)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(4);

    [Function("EmbedMail")]
    public async Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        if (await embed.EmbedAsync(AtMost, cancellation) is { Embedded: var embedded and > 0 })
            LogEmbedded(embedded);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Mail was embedded: {Count}")]
    private partial void LogEmbedded(int count);
}
