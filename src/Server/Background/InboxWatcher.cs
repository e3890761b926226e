using InboxMind.Core.Sync;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Listens at the inboxes of remembered mailboxes (IDLE), so that new mail is here within seconds. A bounded number of
/// them; the others are synced on the schedule alone. What the schedule no longer has, because its user was deactivated or the
/// mailbox disconnected, is no longer listened at.</summary>
internal sealed partial class InboxWatcher(
    IDueMailboxes directory, WatchInbox watch, SyncWakeUps wakeUps, TimeProvider time, ILogger<InboxWatcher> log) : BackgroundService
{
    /// <summary>Connections that only listen.</summary>
    internal const int MaxWatched = 50;

    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

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

    private async Task WatchAsync(UserId user, MailboxId mailbox, CancellationToken cancellation)
    {
        try
        {
            await watch.RunAsync(new Owner(user), mailbox, () => wakeUps.Ask(user, mailbox), cancellation);
        }
        catch (OperationCanceledException)
        {
            // The server stops, or the mailbox left the schedule.
        }
        catch (Exception e)
        {
            // The sync itself tells the user what is wrong; here it is enough to leave the server in peace for a while.
            LogStopped(mailbox, e is MailServerException known ? known.Trouble.ToString() : e.GetType().Name);
            try
            {
                await Task.Delay(AfterFailure, time, cancellation);
            }
            catch (OperationCanceledException)
            {
                // As above.
            }
        }
    }

    private sealed record Watch(Task Task, CancellationTokenSource Stop);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped listening at {Mailbox} for a while: {Error}")]
    private partial void LogStopped(MailboxId mailbox, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mailboxes to listen at cannot be read: {Error}")]
    private partial void LogFailed(string error);
}
