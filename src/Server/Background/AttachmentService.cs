using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Reads attachments while the server runs: of what was just indexed at once, of what another process left every few
/// minutes. It does not look at all users because one has new mail.</summary>
internal sealed partial class AttachmentService(
    ReadAllAttachments all, ReadAttachments read, AttachmentWork work, TimeProvider time, ILogger<AttachmentService> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>After this long the mail that came meanwhile gets its turn, for it is newer.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    /// <summary>When all users had been looked at; null when they are to be at once.</summary>
    private long? _allSeen;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Never on the thread that starts the server.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (AttachmentsUnreadableException e)
            {
                _allSeen = null;
                LogUnreadable(e.Message);
                await Task.Delay(Interval, time, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _allSeen = null;
                LogFailed(e.GetType().Name);
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        foreach (var owner in work.Take())
        {
            if (!await read.ReadAsync(owner, Turn, static _ => { }, stoppingToken))
                work.Add(owner);
        }

        if (Left() == TimeSpan.Zero)
        {
            if (!await all.ReadAsync(Turn, stoppingToken))
                return;
            _allSeen = time.GetTimestamp();
        }

        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(work.WaitAsync(wait.Token), Task.Delay(Left(), time, wait.Token));
        await wait.CancelAsync();
    }

    /// <summary>How long until all users are to be looked at.</summary>
    private TimeSpan Left() => _allSeen is { } seen && Interval - time.GetElapsedTime(seen) is var left && left > TimeSpan.Zero
        ? left
        : TimeSpan.Zero;

    [LoggerMessage(Level = LogLevel.Error, Message = "Attachments cannot be read: {Error}")]
    private partial void LogFailed(string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private partial void LogUnreadable(string reason);
}
