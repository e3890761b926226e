using InboxMind.Core.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Does the work of a queue while the server runs.</summary>
/// <typeparam name="THandler">What does it.</typeparam>
internal sealed partial class WorkService<THandler>(
    QueueWorker<THandler> worker, TimeProvider time, ILogger<WorkService<THandler>> log) : BackgroundService
    where THandler : IWorkHandler
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>What does not change meanwhile is not worth saying again.</summary>
    private static readonly TimeSpan SayAgain = TimeSpan.FromHours(1);

    private string? _said;
    private long _saidAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await worker.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Such as on a full disk: the server goes on answering and tries again.
                Say(e is StorageUnusableException ? e.Message : $"the queue failed ({e.GetType().Name}).");
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    private void Say(string problem)
    {
        if (problem == _said && time.GetElapsedTime(_saidAt) < SayAgain)
            return;
        (_said, _saidAt) = (problem, time.GetTimestamp());
        LogFailed(worker.Queue, problem);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Queue} waits: {Problem}")]
    private partial void LogFailed(string queue, string problem);
}
