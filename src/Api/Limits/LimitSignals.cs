using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Limits;

/// <summary>What is measured of limits.</summary>
internal static class LimitSignals
{
    private const string Other = "other";

    private static readonly Counter<long> Requests = Signals.Count(
        "inboxmind.requests.limited", "{request}", "Requests that were refused since there were too many, by what they asked for.");

    public static void ShowAtZero()
    {
        foreach (var name in (string[])[LimitedAs.Question.Name, LimitedAs.Assistant.Name, LimitedAs.SignIn.Name, Other])
            Requests.Add(0, Signals.Label("asked_for", name));
    }

    public static void Refused(HttpContext context) => Requests.Add(
        1, Signals.Label("asked_for", context.GetEndpoint()?.Metadata.GetMetadata<LimitedAs>()?.Name ?? Other));
}
