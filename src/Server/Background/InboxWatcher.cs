using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Listens at remembered mailboxes (IDLE, NOTIFY), so that new mail is here within seconds; a connection that breaks is made again
/// after a second, then less and less often. A bounded number of them; the others are synced on the schedule alone. What the schedule no
/// longer has, because its user was deactivated or the mailbox disconnected, is no longer listened at.</summary>
internal sealed partial class InboxWatcher(
    IDueMailboxes directory, WatchInbox watch, SyncWakeUps wakeUps, TimeProvider time, ILogger<InboxWatcher> log) : BackgroundService
{
    /// <summary>Connections that only listen.</summary>
    internal const int MaxWatched = 50;

    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterThrottling = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan MostAfterBreak = TimeSpan.FromMinutes(1);

    /// <summary>A connection that lasted longer did not break because the server refuses to be listened to.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(UserId, MailboxId), Watch> _watched = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await FollowAsync(await directory.ScheduledMailboxesAsync(time.GetUtcNow(), MaxWatched, stoppingToken), stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FollowAsync(IReadOnlyList<(UserId User, MailboxId Mailbox)> scheduled, CancellationToken stoppingToken)
    {
        foreach (var gone in _watched.Keys.Except(scheduled).ToList())
            await _watched[gone].Stop.CancelAsync();
        foreach (var (mailbox, watch) in _watched.Where(static w => w.Value.Task.IsCompleted).ToList())
        {
            _watched.Remove(mailbox);
            watch.Stop.Dispose();
        }

        foreach (var mailbox in scheduled.Where(m => !_watched.ContainsKey(m)).Take(MaxWatched - _watched.Count).ToList())
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            _watched[mailbox] = new Watch(
                Task.Run(() => WatchAsync(mailbox.User, mailbox.Mailbox, stop.Token), CancellationToken.None), stop);
        }
    }

    /// <summary>Listens, and again as soon as the connection that broke can be made again.</summary>
    private async Task WatchAsync(UserId user, MailboxId mailbox, CancellationToken cancellation)
    {
        for (var failures = 0; ;)
        {
            var start = time.GetTimestamp();
            var isBack = failures > 0;
            try
            {
                await watch.WatchAsync(new Owner(user), mailbox, Tell, cancellation);
                return;

                void Tell()
                {
                    wakeUps.Ask(user, mailbox, isBack);
                    isBack = false;
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // The server stops, or the mailbox left the schedule.
                return;
            }
            catch (Exception e)
            {
                // The sync itself tells the user what is wrong.
                var trouble = (e as MailServerException)?.Trouble;
                failures = time.GetElapsedTime(start) > Steady ? 1 : failures + 1;
                LogBroke(mailbox, trouble?.ToString() ?? e.GetType().Name);
                if (!await RestAsync(Wait(trouble, failures, Random.Shared.NextDouble()), cancellation))
                    return;
            }
        }
    }

    /// <summary>How long the server is left alone after a connection that broke.</summary>
    /// <param name="trouble">What broke it; null for something else than the server.</param>
    /// <param name="failures">How many in a row, from 1.</param>
    /// <param name="chance">0 to 1, drawn anew each time, so that not all come back at once.</param>
    internal static TimeSpan Wait(MailServerTrouble? trouble, int failures, double chance) => trouble switch
    {
        MailServerTrouble.Throttled => AfterThrottling,
        MailServerTrouble.Refused or MailServerTrouble.Settings => AfterRefusal,
        _ => TimeSpan.FromSeconds(
            Math.Min(Math.Pow(2, Math.Clamp(failures - 1, 0, 10)), MostAfterBreak.TotalSeconds) * (0.75 + (0.5 * chance))),
    };

    /// <returns>Whether it goes on; else it was stopped.</returns>
    private async Task<bool> RestAsync(TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(wait, time, cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed record Watch(Task Task, CancellationTokenSource Stop);

    [LoggerMessage(Level = LogLevel.Information, Message = "The connection that listens at {Mailbox} broke: {Error}")]
    private partial void LogBroke(MailboxId mailbox, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mailboxes to listen at cannot be read: {Error}")]
    private partial void LogFailed(string error);
}
