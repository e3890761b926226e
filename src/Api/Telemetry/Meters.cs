using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;
using OpenTelemetry.Metrics;

namespace InboxMind.Api.Telemetry;

/// <summary>The meters whose instruments are exported. Of those of .NET only the ones whose labels are bounded.</summary>
internal static class Meters
{
    private const string Requests = "Microsoft.AspNetCore.Hosting";
    private const string Calls = "System.Net.Http";

    public static readonly IReadOnlyList<string> All = [Signals.Name, Requests, Calls, "System.Runtime"];

    /// <summary>Leaves out what names addresses.</summary>
    public static MetricStreamConfiguration? Choose(Instrument instrument) =>
        instrument.Meter.Name == Calls && instrument.Name != "http.client.request.duration" ? MetricStreamConfiguration.Drop : null;
}
