using InboxMind.Core.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace InboxMind.Api.Health;

/// <summary>A dependency as a health check.</summary>
internal sealed class ProbeCheck(IDependencyProbe probe) : IHealthCheck
{
    /// <summary>What takes longer does not work.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void Add(IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddOptions<HealthCheckServiceOptions>().Configure<IEnumerable<IDependencyProbe>>(static (options, probes) =>
        {
            foreach (var probe in probes)
                options.Registrations.Add(new HealthCheckRegistration(probe.Name, new ProbeCheck(probe), HealthStatus.Unhealthy, tags: null, Timeout));
        });
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var condition = await probe.RunAsync(cancellationToken);
            return new HealthCheckResult(
                condition.State switch
                {
                    ConditionState.Healthy => HealthStatus.Healthy,
                    ConditionState.Degraded => HealthStatus.Degraded,
                    _ => HealthStatus.Unhealthy,
                },
                condition.Sentence);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What an exception says may name paths or hosts; the log of whoever uses the dependency has it.
            return new HealthCheckResult(HealthStatus.Unhealthy, $"It does not work ({e.GetType().Name}).");
        }
    }
}
