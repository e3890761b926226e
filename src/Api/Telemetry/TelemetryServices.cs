using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using InboxMind.Core.Settings;
using InboxMind.Core.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace InboxMind.Api.Telemetry;

/// <summary>Sends metrics, traces and logs where the settings say, the same on every host.</summary>
internal static class TelemetryServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Holds the section <c>Telemetry</c>.</param>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = TelemetrySettings.Read(configuration.GetSection("Telemetry"));
        services.Replace(ServiceDescriptor.Singleton(settings));
        if (!settings.IsOn)
            return services;
        services.AddHostedService<ZeroCounts>().AddHostedService<FigureReader>();

        // As the identity that the host signs in to Azure with, where it has one.
        services.AddOptions<AzureMonitorExporterOptions>().Configure<IServiceProvider>(static (options, provider) =>
            options.Credential = provider.GetService<TokenCredential>());
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService(
                "inboxmind", serviceVersion: typeof(TelemetryServices).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => AddMetrics(metrics, settings));
        if (settings.IsSent)
        {
            telemetry.WithTracing(traces => AddTraces(traces, settings)).WithLogging(logs => AddLogs(logs, settings), static options =>
            {
                options.IncludeFormattedMessage = true;
                options.IncludeScopes = true;
            });
        }

        return services;
    }

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetrySettings settings)
    {
        metrics.AddMeter([.. Meters.All]).AddView(Meters.Choose);
        if (settings.MetricsToken is not null)
            metrics.AddPrometheusExporter();
        if (settings.OtlpEndpoint is not null)
            metrics.AddOtlpExporter(options => Configure(options, settings, "metrics"));
        if (settings.AzureMonitor is { } azure)
            metrics.AddAzureMonitorMetricExporter(options => Configure(options, azure));
    }

    private static void AddTraces(TracerProviderBuilder traces, TelemetrySettings settings)
    {
        traces.AddSource(Signals.Name).AddAspNetCoreInstrumentation(static options =>
            options.Filter = static context => context.Request.Path != "/health" && context.Request.Path != MetricsMiddleware.Path)
            .AddHttpClientInstrumentation().AddProcessor<PrivateTags>();
        if (settings.OtlpEndpoint is not null)
            traces.AddOtlpExporter(options => Configure(options, settings, "traces"));
        if (settings.AzureMonitor is { } azure)
            traces.AddAzureMonitorTraceExporter(options => Configure(options, azure));

        // By the trace's id alone: whether a trace is recorded is not for the caller to say. Set last, over what an exporter chose.
        traces.SetSampler(new TraceIdRatioBasedSampler(settings.Traces));
    }

    private static void AddLogs(LoggerProviderBuilder logs, TelemetrySettings settings)
    {
        if (settings.OtlpEndpoint is not null)
            logs.AddOtlpExporter(options => Configure(options, settings, "logs"));
        if (settings.AzureMonitor is { } azure)
            logs.AddAzureMonitorLogExporter(options => Configure(options, azure));
    }

    private static void Configure(OtlpExporterOptions options, TelemetrySettings settings, string signal)
    {
        options.Protocol = settings.OtlpOverHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = settings.OtlpOverHttp
            ? new Uri($"{settings.OtlpEndpoint!.AbsoluteUri.TrimEnd('/')}/v1/{signal}")
            : settings.OtlpEndpoint!;
        options.Headers = settings.OtlpHeaders;
    }

    private static void Configure(AzureMonitorExporterOptions options, string connection)
    {
        options.ConnectionString = connection;

        // What cannot be sent is dropped: nothing of it is to lie on a disk.
        options.DisableOfflineStorage = true;
        options.EnableLiveMetrics = false;
    }
}
