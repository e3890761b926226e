using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Limits;

/// <summary>What is measured of limits.</summary>
internal static class LimitSignals
{
    private static readonly Counter<long> Requests = Signals.Count(
        "inboxmind.requests.limited", "{request}", "Requests that were refused since there were too many, by what they asked for.");

    public static void Refused(HttpContext context) => Requests.Add(
        1, Signals.Label("asked_for", context.GetEndpoint()?.Metadata.GetMetadata<LimitedAs>()?.Name ?? "other"));
}
