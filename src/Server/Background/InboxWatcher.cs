using InboxMind.Core.Accounts;
using InboxMind.Core.Sync;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Listens at the inboxes of remembered mailboxes (IDLE), so that new mail is here within seconds. A bounded number of
/// them; the others are synced on the schedule alone.</summary>
internal sealed partial class InboxWatcher(
    IDirectory directory, WatchInbox watch, SyncWakeUps wakeUps, TimeProvider time, ILogger<InboxWatcher> log) : BackgroundService
{
    /// <summary>Connections that only listen.</summary>
    internal const int MaxWatched = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    private readonly Dictionary<(UserId, MailboxId), Task> _watched = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                foreach (var ended in _watched.Where(static w => w.Value.IsCompleted).Select(static w => w.Key).ToList())
                    _watched.Remove(ended);
                foreach (var mailbox in await directory.ScheduledMailboxesAsync(MaxWatched, stoppingToken))
                {
                    if (_watched.Count < MaxWatched && !_watched.ContainsKey(mailbox))
                        _watched[mailbox] = Task.Run(() => WatchAsync(mailbox.User, mailbox.Mailbox, stoppingToken), CancellationToken.None);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task WatchAsync(UserId user, MailboxId mailbox, CancellationToken cancellation)
    {
        try
        {
            await watch.RunAsync(new Tenant(user), mailbox, () => wakeUps.Ask(user, mailbox), cancellation);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
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
                // The server stops.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped listening at {Mailbox} for a while: {Error}")]
    private partial void LogStopped(MailboxId mailbox, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mailboxes to listen at cannot be read: {Error}")]
    private partial void LogFailed(string error);
}
