using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Sync;

/// <summary>What is measured of syncs. The provider is one of three: Google, Microsoft, or another server.</summary>
internal static class SyncSignals
{
    private const string Google = "google";
    private const string Microsoft = "microsoft";
    private const string Other = "other";

    private static readonly string[] Providers = [Google, Microsoft, Other];

    private static readonly Counter<long> Runs = Signals.Count(
        "inboxmind.sync.runs", "{run}", "Runs of a mailbox's sync, by what came of them.");

    private static readonly Histogram<double> Durations =
        Signals.Duration("inboxmind.sync.duration", "How long runs of a mailbox's sync take, by what came of them.");

    private static readonly Counter<long> Fetched = Signals.Count(
        "inboxmind.sync.messages.fetched", "{message}", "Messages that were fetched from mail servers.");

    private static readonly Counter<long> SetAside = Signals.Count(
        "inboxmind.sync.messages.set_aside", "{message}", "Messages that were set aside since they cannot be read or fetched.");

    private static readonly Counter<long> Deleted = Signals.Count(
        "inboxmind.sync.messages.deleted", "{message}", "Messages that were deleted here since they are gone from the server.");

    private static readonly Counter<long> Failures = Signals.Count(
        "inboxmind.sync.failures", "{run}", "Runs that failed, by what the mail server did.");

    /// <param name="results">How runs can end.</param>
    public static void ShowAtZero(IReadOnlyList<string> results)
    {
        foreach (var provider in Providers)
        {
            foreach (var result in results)
                Runs.Add(0, Signals.Label("provider", provider), Signals.Label("result", result));
            foreach (var trouble in Enum.GetValues<MailServerTrouble>())
                Failures.Add(0, Signals.Label("provider", provider), Signals.Label("trouble", trouble));
        }
    }

    public static void Ended(Mailbox mailbox, string result, TimeSpan elapsed)
    {
        Runs.Add(1, Provider(mailbox), Signals.Label("result", result));
        Durations.Record(elapsed.TotalSeconds, Provider(mailbox), Signals.Label("result", result));
    }

    public static void Stored(Mailbox mailbox, int fetched, int setAside)
    {
        Fetched.Add(fetched, Provider(mailbox));
        if (setAside > 0)
            SetAside.Add(setAside, Provider(mailbox));
    }

    public static void Gone(Mailbox mailbox, int deleted) => Deleted.Add(deleted, Provider(mailbox));

    public static void Failed(Mailbox mailbox, MailServerTrouble trouble) =>
        Failures.Add(1, Provider(mailbox), Signals.Label("trouble", trouble));

    public static KeyValuePair<string, object?> Provider(Mailbox mailbox) =>
        Signals.Label("provider", ProviderOf(mailbox.Connection?.Host));

    private static string ProviderOf(string? host) => host switch
    {
        null => Other,
        _ when IsIn(host, "gmail.com") || IsIn(host, "googlemail.com") => Google,
        _ when IsIn(host, "office365.com") || IsIn(host, "outlook.com") => Microsoft,
        _ => Other,
    };

    private static bool IsIn(string host, string domain) => host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
        && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');
}
