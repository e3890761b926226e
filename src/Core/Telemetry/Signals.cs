using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace InboxMind.Core.Telemetry;

/// <summary>Where InboxMind measures and traces. Each feature has its own instruments beside it, all of this meter; docs/metrics.md lists
/// them. Labels come from short lists that are fixed in the code or in the settings: never from mail, and never a user, an address or an
/// id.</summary>
public static class Signals
{
    /// <summary>The name of meter and activity source.</summary>
    public const string Name = "InboxMind";

    /// <summary>All that is counted and timed.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>All spans.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>From what is served out of memory to a turn of a sync, in seconds.</summary>
    private static readonly double[] Steps = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 240];

    /// <summary>A count that only grows.</summary>
    /// <param name="name">Such as <c>rag.queries</c>.</param>
    /// <param name="unit">What is counted, in braces, or a unit of UCUM.</param>
    /// <param name="description">One sentence.</param>
    public static Counter<long> Count(string name, string unit, string description) =>
        Meter.CreateCounter<long>(name, unit, description);

    /// <summary>How long something takes, in seconds.</summary>
    public static Histogram<double> Duration(string name, string description) => Meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Steps });

    /// <summary>A label whose value is a name of an enumeration, in snake_case.</summary>
    public static KeyValuePair<string, object?> Label<T>(string name, T value)
        where T : struct, Enum => new(name, LabelNames<T>.Of(value));

    /// <summary>A label. Its values come from the code or the settings.</summary>
    public static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    /// <summary>Begins a span below the current one; null when no one listens.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);
}
