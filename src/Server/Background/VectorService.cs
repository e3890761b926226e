using InboxMind.Core.Indexing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Embeds mail while the server runs: what was just indexed at once, what another process left every few minutes.</summary>
internal sealed partial class VectorService(
    EmbedAllMail all, EmbedMail embed, VectorWork work, TimeProvider time, ILogger<VectorService> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>After this long the mail that came meanwhile gets its turn, for it is newer.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

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
                LogFailed(e.GetType().Name);
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        foreach (var owner in work.Take())
            await embed.EmbedAsync(owner, Turn, static _ => { }, stoppingToken);
        if (!(await all.EmbedAsync(Turn, stoppingToken)).IsDone)
            return;
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(work.WaitAsync(wait.Token), Task.Delay(Interval, time, wait.Token));
        await wait.CancelAsync();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail that waits for vectors cannot be embedded: {Error}")]
    private partial void LogFailed(string error);
}
