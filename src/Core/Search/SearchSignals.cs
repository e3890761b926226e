using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Search;

/// <summary>What is measured of searches.</summary>
internal static class SearchSignals
{
    public static readonly Histogram<double> Duration =
        Signals.Duration("inboxmind.search.duration", "How long searches take, those of questions included.");
}
