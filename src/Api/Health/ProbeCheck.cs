using InboxMind.Core.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace InboxMind.Api.Health;

/// <summary>A dependency as a health check.</summary>
internal sealed class ProbeCheck(IDependencyProbe probe, TimeProvider time) : IHealthCheck
{
    /// <summary>What takes longer does not work.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void Add(IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddOptions<HealthCheckServiceOptions>().Configure<IEnumerable<IDependencyProbe>,
        TimeProvider>(static (options, probes, time) =>
        {
            foreach (var probe in probes)
                options.Registrations.Add(
                    new HealthCheckRegistration(probe.Name, new ProbeCheck(probe, time), HealthStatus.Unhealthy, tags: null));
        });
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var stop = new CancellationTokenSource();
        try
        {
            // Told when the time is over, whether or not the probe heeds that it is stopped.
            var condition = await probe.CheckAsync(stop.Token).WaitAsync(Timeout, time, cancellationToken);
            return new HealthCheckResult(
                condition.State switch
                {
                    ConditionState.Healthy => HealthStatus.Healthy,
                    ConditionState.Degraded => HealthStatus.Degraded,
                    _ => HealthStatus.Unhealthy,
                },
                condition.Sentence);
        }
        catch (TimeoutException)
        {
            return new HealthCheckResult(HealthStatus.Unhealthy, "It took too long.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What an exception says may name paths or hosts; the log of whoever uses the dependency has it.
            return new HealthCheckResult(HealthStatus.Unhealthy, $"It does not work ({e.GetType().Name}).");
        }
        finally
        {
            await stop.CancelAsync();
        }
    }
}
