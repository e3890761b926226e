using InboxMind.Core.Indexing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Compares each user's index with the store once, at the start: what an index lost is queued for it. While it is open, who works
/// on indexes sees whether there is anything to do in it.</summary>
internal sealed partial class IndexChecker(
    CheckIndexes check, EmbedAllMail embed, ReadAllAttachments read, FirstLook first, ILogger<IndexChecker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await check.CheckAsync(
                async owner =>
                {
                    await embed.LookAsync(owner, stoppingToken);
                    await read.LookAsync(owner, stoppingToken);
                },
                stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e.GetType().Name);
        }
        finally
        {
            first.End();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The indexes could not be checked: {Error}")]
    private partial void LogFailed(string error);
}
