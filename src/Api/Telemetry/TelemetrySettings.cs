using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Api.Telemetry;

/// <summary>Where metrics, traces and logs are sent. Nothing is sent unless the operator says so.</summary>
public sealed record TelemetrySettings
{
    /// <summary>A token that is guessed is no protection.</summary>
    private const int LeastToken = 32;

    private static readonly string[] Protocols = ["grpc", "http"];

    /// <summary>Sends nothing.</summary>
    public static readonly TelemetrySettings Off = new();

    /// <summary>A collector that speaks OTLP; null for none.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Whether it speaks OTLP over HTTP; else over gRPC.</summary>
    public bool OtlpOverHttp { get; init; }

    /// <summary>What each call to it carries, such as <c>Authorization=Bearer ...</c>; a secret.</summary>
    public string? OtlpHeaders { get; init; }

    /// <summary>The connection string of Application Insights; null for none.</summary>
    public string? AzureMonitor { get; init; }

    /// <summary>What Prometheus has to send to read <c>/metrics</c>; null when there is no such page.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>The share of traces that are recorded, 0 to 1. A trace is recorded whole or not at all.</summary>
    public double Traces { get; init; } = 1;

    /// <summary>Whether anything leaves the process by itself.</summary>
    public bool IsSent => OtlpEndpoint is not null || AzureMonitor is not null;

    /// <summary>Whether anything is measured at all.</summary>
    public bool IsOn => IsSent || MetricsToken is not null;

    /// <summary>Reads <c>Telemetry</c>.</summary>
    /// <exception cref="SettingsException">A value is wrong.</exception>
    public static TelemetrySettings Read(IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var endpoint = Endpoint(section.GetSection("Otlp"));
        var protocol = Text(section, "Otlp:Protocol") ?? Protocols[0];
        if (!Protocols.Contains(protocol))
            throw new SettingsException($"{section.Path}:Otlp:Protocol must be grpc or http.");
        if (Text(section, "AzureMonitor") is { } azure && !azure.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase))
            throw new SettingsException($"{section.Path}:AzureMonitor must be the connection string of an Application Insights resource.");
        if (Text(section, "MetricsToken") is { } token && (token.Length < LeastToken || !token.All(static c => c is > ' ' and <= '~')))
            throw new SettingsException($"{section.Path}:MetricsToken must have at least {LeastToken} visible characters of ASCII.");
        return new TelemetrySettings
        {
            OtlpEndpoint = endpoint,
            OtlpOverHttp = protocol == "http",
            OtlpHeaders = Text(section, "Otlp:Headers"),
            AzureMonitor = Text(section, "AzureMonitor"),
            MetricsToken = Text(section, "MetricsToken"),
            Traces = section.Number("TracesPercent", 100, 0, 100) / 100.0,
        };
    }

    /// <summary>Says nothing of what is secret.</summary>
    public override string ToString() => OtlpEndpoint?.Host ?? "";

    private static Uri? Endpoint(IConfigurationSection section)
    {
        if (Text(section, "Endpoint") is not { } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint)
            || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
            throw new SettingsException($"{section.Path}:Endpoint must be an http or https address.");
        return Text(section, "Headers") is null || endpoint.Scheme == Uri.UriSchemeHttps || endpoint.IsLoopback
            ? endpoint
            : throw new SettingsException($"{section.Path}:Headers are secret: {section.Path}:Endpoint must then be an https address.");
    }

    private static string? Text(IConfigurationSection section, string name) =>
        section[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
