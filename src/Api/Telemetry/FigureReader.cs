using InboxMind.Core.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Api.Telemetry;

/// <summary>Reads how the deployment stands every minute, for the gauges.</summary>
internal sealed partial class FigureReader(ReadFigures read, FigureGauges gauges, TimeProvider time, ILogger<FigureReader> log)
    : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                gauges.Show(await read.ReadAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Old figures would look as if all went well.
                gauges.Show(null);
                LogFailed(e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The figures for metrics cannot be read: {Error}")]
    private partial void LogFailed(string error);
}
