using InboxMind.Core.Indexing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Reads mail again that an earlier version of the program read, while the server runs and has nothing better to do.</summary>
internal sealed partial class ReadingService(ReadAllAgain read, TimeProvider time, ILogger<ReadingService> log) : BackgroundService
{
    /// <summary>Mail that an earlier version brings, such as one that still runs on the same folder.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(300);

    /// <summary>Between two turns the others have their time.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(900);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Never on the thread that starts the server.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var isDone = true;
            try
            {
                isDone = await read.ReadAsync(Turn, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.GetType().Name);
            }

            await Task.Delay(isDone ? Interval : Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail that an earlier version read cannot be read again: {Error}")]
    private partial void LogFailed(string error);
}
