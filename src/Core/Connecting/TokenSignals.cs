using System.Diagnostics.Metrics;
using InboxMind.Core.Audit;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Connecting;

/// <summary>What is measured of access tokens for mailboxes.</summary>
internal static class TokenSignals
{
    private static readonly Counter<long> Failures = Signals.Count(
        "inboxmind.token.refresh.failures", "{failure}",
        "Access tokens that could not be renewed: refused by the provider, or failed with something that may pass.");

    public static void ShowAtZero()
    {
        foreach (var provider in Enum.GetValues<IdentityProvider>())
        {
            foreach (var outcome in (AuditOutcome[])[AuditOutcome.Refused, AuditOutcome.Failed])
                Failures.Add(0, Signals.Label("provider", provider), Signals.Label("outcome", outcome));
        }
    }

    public static void Failed(IdentityProvider provider, AuditOutcome outcome) =>
        Failures.Add(1, Signals.Label("provider", provider), Signals.Label("outcome", outcome));
}
