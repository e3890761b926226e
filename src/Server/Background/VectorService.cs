using InboxMind.Core.Indexing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Embeds mail while the server runs: what was just indexed at once, what another process left every few minutes. It does not look
/// at all users because one has new mail.</summary>
internal sealed partial class VectorService(
    EmbedAllMail all, EmbedMail embed, VectorWork work, TimeProvider time, ILogger<VectorService> log) : BackgroundService
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
            if (await embed.EmbedAsync(owner, Turn, static _ => { }, stoppingToken) == EmbedResult.More)
                work.Add(owner);
        }

        if (Left() == TimeSpan.Zero)
        {
            if (!(await all.EmbedAsync(Turn, stoppingToken)).IsDone)
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail that waits for vectors cannot be embedded: {Error}")]
    private partial void LogFailed(string error);
}
