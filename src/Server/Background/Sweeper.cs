using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Sweeps for mail that was stored and never indexed, for questions older than the history reaches, for sign-ins that expired,
/// and for raw mail that is left in a storage account, at the start and every few minutes; for what indexes left there
/// once a day.</summary>
internal sealed partial class Sweeper(
    SweepUnindexed sweep, ForgetOldQuestions forget, ForgetExpired expired, IRawMailLeftovers leftovers,
    IEnumerable<IIndexLeftovers> indexes, TimeProvider time, ILogger<Sweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan IndexInterval = TimeSpan.FromDays(1);

    private DateTimeOffset _indexesSwept;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                if (await sweep.SweepAsync(stoppingToken) is var queued and > 0)
                    LogSwept(queued);
                await forget.ForgetAsync(stoppingToken);
                await expired.ForgetAsync(stoppingToken);
                if (await leftovers.DeleteAsync(stoppingToken) is { Held: var held and > 0 })
                    LogHeld(held);
                if (time.GetUtcNow() - _indexesSwept >= IndexInterval)
                {
                    foreach (var index in indexes)
                        await index.DeleteAsync(stoppingToken);
                    _indexesSwept = time.GetUtcNow();
                }
            }
            catch (StorageUnusableException)
            {
                // The index worker meets the same and says it.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stored mail that was not indexed is queued again: {Count}")]
    private partial void LogSwept(int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message =
            "Raw mail whose message is gone is held in the storage account by a lease or a policy, and cannot be deleted yet: {Count}")]
    private partial void LogHeld(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep for unindexed mail failed: {Error}")]
    private partial void LogFailed(string error);
}
