using InboxMind.Core.Privacy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Background;

/// <summary>Goes on with erasures of accounts that were interrupted, at the start and every minute.</summary>
internal sealed partial class ErasureSweeper(ResumeErasures resume, TimeProvider time, ILogger<ErasureSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var atStart = true;
        do
        {
            try
            {
                if (await resume.ResumeAsync(atStart, stoppingToken) is var resumed and > 0)
                    LogResumed(resumed);
                atStart = false;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Erasures of accounts that were resumed: {Count}")]
    private partial void LogResumed(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep for erasures failed: {Error}")]
    private partial void LogFailed(string error);
}
