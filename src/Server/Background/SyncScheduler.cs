using System.Collections.Concurrent;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Syncs remembered mailboxes when they are due: a few at a time, the longest due first. Each run is short; a mailbox with
/// more to do comes again after the others.</summary>
internal sealed partial class SyncScheduler(
    IDueMailboxes directory, SyncMailbox sync, SyncWakeUps wakeUps, TimeProvider time, ILogger<SyncScheduler> log) : BackgroundService
{
    /// <summary>Mailboxes synced side by side, a connection each.</summary>
    internal const int SideBySide = 4;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long a mailbox is left alone whose run failed without having noted when to try again, such as on a full disk.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private readonly string _holder = $"serve-{Guid.NewGuid():n}";
    private readonly ConcurrentDictionary<(UserId, MailboxId), Task> _running = [];
    private readonly ConcurrentDictionary<(UserId, MailboxId), DateTimeOffset> _resting = [];
    private bool _isAskedFirst;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StartDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.GetType().Name);
            }

            await wakeUps.WaitAsync(Interval, time, stoppingToken);
        }

        await Task.WhenAll(_running.Values);
    }

    private async Task StartDueAsync(CancellationToken cancellation)
    {
        var free = SideBySide - _running.Count;
        if (free <= 0)
            return;
        var now = time.GetUtcNow();
        foreach (var rested in _resting.Where(r => r.Value <= now))
            _resting.TryRemove(rested);
        var due = await directory.DueMailboxesAsync(now, SideBySide + free + _resting.Count, cancellation);
        foreach (var mailbox in InTurn(wakeUps.Asked, due).Where(m => !_running.ContainsKey(m) && !_resting.ContainsKey(m))
            .Take(free).ToList())
        {
            var isBack = wakeUps.Done(mailbox);
            var done = new TaskCompletionSource();
            if (_running.TryAdd(mailbox, done.Task))
                _ = Task.Run(() => RunAsync(mailbox, isBack, done, cancellation), CancellationToken.None);
        }
    }

    /// <summary>One that was asked for, one that is due, and so on: neither keeps the other waiting.</summary>
    private IEnumerable<(UserId User, MailboxId Mailbox)> InTurn(
        IReadOnlyList<(UserId User, MailboxId Mailbox)> asked, IReadOnlyList<(UserId User, MailboxId Mailbox)> due)
    {
        _isAskedFirst = !_isAskedFirst;
        var (first, second) = _isAskedFirst ? (asked, due) : (due, asked);
        return Enumerable.Range(0, Math.Max(first.Count, second.Count))
            .SelectMany(i => first.Skip(i).Take(1).Concat(second.Skip(i).Take(1))).Distinct();
    }

    private async Task RunAsync((UserId User, MailboxId Mailbox) mailbox, bool isBack, TaskCompletionSource done,
        CancellationToken cancellation)
    {
        try
        {
            var progress = new SyncProgress();
            var outcome = await sync.SyncAsync(
                new Owner(mailbox.User), mailbox.Mailbox, new SyncRequest($"{_holder}-{Guid.NewGuid():n}", Budget) { IsBack = isBack },
                progress, cancellation);
            LogRun(mailbox.Mailbox, outcome.Result, progress.Found, progress.Added, progress.Deleted);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the next start goes on.
        }
        catch (Exception e)
        {
            LogRunFailed(mailbox.Mailbox, e.GetType().Name);
            _resting[mailbox] = time.GetUtcNow() + AfterFailure;
        }
        finally
        {
            _running.TryRemove(mailbox, out _);
            done.SetResult();
            wakeUps.Wake();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Synced {Mailbox}: {Result}, {Found} found, {Added} added, {Deleted} deleted")]
    private partial void LogRun(MailboxId mailbox, SyncResult result, long found, long added, long deleted);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sync of {Mailbox} failed: {Error}")]
    private partial void LogRunFailed(MailboxId mailbox, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The schedule of mailboxes cannot be read: {Error}")]
    private partial void LogFailed(string error);
}
