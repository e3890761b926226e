using InboxMind.Core.Indexing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Embeds mail while the server runs: what was just indexed at once, what another process left every few minutes. It does not look
/// at all users because one has new mail.</summary>
internal sealed partial class VectorService(
    EmbedAllMail all, EmbedMail embed, VectorWork work, FirstLook first, TimeProvider time, ILogger<VectorService> log) : BackgroundService
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
            if (await embed.EmbedAsync(owner, Turn, static _ => { }, stoppingToken) == EmbedResult.More)
                work.Add(owner);
        }

        if (_all.AreDue)
        {
            if (!(await all.EmbedAsync(Turn, stoppingToken)).IsDone)
                return;
            _all.Seen();
        }

        await _all.WaitAsync(work.WaitAsync, stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail that waits for vectors cannot be embedded: {Error}")]
    private partial void LogFailed(string error);
}
