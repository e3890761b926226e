using InboxMind.Core.Telemetry;
using Microsoft.Extensions.Hosting;

namespace InboxMind.Api.Telemetry;

/// <summary>Shows counts at zero once someone listens to them.</summary>
internal sealed class ZeroCounts(IEnumerable<CountsFromZero> counts) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var count in counts)
            count.Show();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
