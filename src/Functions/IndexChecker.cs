using InboxMind.Core.Indexing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions;

/// <summary>Compares each user's index with the store once, at the start: what an index lost is queued for it.</summary>
internal sealed partial class IndexChecker(CheckIndexes check, ILogger<IndexChecker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await check.CheckAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The indexes could not be checked: {Error}")]
    private partial void LogFailed(string error);
}
