using InboxMind.Core.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Does the work of the queue <c>index-mail</c> while the server runs.</summary>
internal sealed partial class IndexWorker(QueueWorker worker, TimeProvider time, ILogger<IndexWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await worker.RunAsync(Interval, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The queue itself failed, such as on a full disk: the server goes on answering and tries again.
                LogFailed(e.GetType().Name);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The work queue cannot be read: {Error}")]
    private partial void LogFailed(string error);
}
