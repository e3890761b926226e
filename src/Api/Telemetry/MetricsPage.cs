using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Telemetry;

/// <summary><c>GET /metrics</c>: all metrics in Prometheus' text form.</summary>
internal static class MetricsPage
{
    public static void Use(IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<TelemetrySettings>().MetricsToken is null)
            return;
        app.UseMiddleware<MetricsMiddleware>();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(static context => context.Request.Path == MetricsMiddleware.Path);
    }
}
