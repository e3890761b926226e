using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Indexing;

/// <summary>What is measured of the index's growth.</summary>
internal static class IndexingSignals
{
    public static readonly Counter<long> Written = Signals.Count(
        "inboxmind.index.messages", "{message}", "Messages whose words were written to the index.");

    public static readonly Counter<long> Embedded = Signals.Count(
        "inboxmind.index.embedded", "{message}", "Messages that were given their vectors.");

    public static readonly Counter<long> TextsCached = Signals.Count(
        "inboxmind.embedding.cache", "{text}", "Texts whose vectors were there already (hit), or had to be made (miss).");

    public static void ShowAtZero()
    {
        Written.Add(0);
        Embedded.Add(0);
    }
}
