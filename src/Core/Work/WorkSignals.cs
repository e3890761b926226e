using System.Diagnostics;
using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Work;

/// <summary>What is measured of work in queues.</summary>
internal static class WorkSignals
{
    private static readonly Histogram<double> Durations =
        Signals.Duration("inboxmind.queue.work.duration", "How long items of a queue take, by how they ended.");

    /// <summary>Measures the work of one item, and continues the trace that it was queued in.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="traceParent">The place in that trace; null when there was none.</param>
    /// <param name="work">Does it.</param>
    public static async Task MeasureAsync(string queue, string? traceParent, Func<Task> work)
    {
        var (start, outcome) = (TimeProvider.System.GetTimestamp(), CallOutcome.Failed);
        using var span = Signals.Source.StartActivity($"process {queue}", ActivityKind.Consumer, TraceParent.Read(traceParent));
        span?.SetTag("messaging.destination.name", queue).SetTag("messaging.operation.type", "process");
        try
        {
            await work();
            outcome = CallOutcome.Done;
        }
        catch (Exception e)
        {
            span?.SetTag("error.type", e.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Durations.Record(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds, Signals.Label("queue", queue), Signals.Label("outcome", outcome));
        }
    }
}
