using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Reads attachments while the server runs: of what was just indexed at once, of what another process left every few
/// minutes. It does not look at all users because one has new mail.</summary>
internal sealed partial class AttachmentService(
    ReadAllAttachments all, ReadAttachments read, AttachmentWork work, FirstLook first, TimeProvider time,
    ILogger<AttachmentService> log)
    : BackgroundService
{
    /// <summary>After this long the mail that came meanwhile gets its turn, for it is newer.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    private readonly AllIndexes _all = new(first, time);

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
                _all.Forget();
                LogUnreadable(e.Message);
                await Task.Delay(AllIndexes.Interval, time, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _all.Forget();
                LogFailed(e.GetType().Name);
                await Task.Delay(AllIndexes.Interval, time, stoppingToken);
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

        if (_all.AreDue)
        {
            if (!await all.ReadAsync(Turn, stoppingToken))
                return;
            _all.Seen();
        }

        await _all.WaitAsync(work.WaitAsync, stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Attachments cannot be read: {Error}")]
    private partial void LogFailed(string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private partial void LogUnreadable(string reason);
}
