using System.Collections.Concurrent;
using System.Diagnostics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Testing;

/// <summary>The spans of one trace, which begins here.</summary>
public sealed class Spans : IDisposable
{
    private readonly Activity _root = new("test");
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = [];

    public Spans()
    {
        _root.SetIdFormat(ActivityIdFormat.W3C);
        _root.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        _root.Start();
        var trace = _root.TraceId;
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Signals.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == trace || options.Links?.Any(l => l.Context.TraceId == trace) == true
                    ? ActivitySamplingResult.AllDataAndRecorded
                    : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Those that ended, by when they began; <c>name &lt; parent</c>, or the name alone of one that is linked only.</summary>
    public IReadOnlyList<string> Ended
    {
        get
        {
            var names = _ended.ToDictionary(static a => a.SpanId, static a => a.DisplayName);
            names[_root.SpanId] = _root.DisplayName;
            return
            [
                .. _ended.OrderBy(static a => a.StartTimeUtc)
                    .Select(a => names.TryGetValue(a.ParentSpanId, out var parent) ? $"{a.DisplayName} < {parent}" : a.DisplayName),
            ];
        }
    }

    /// <summary>All that they say of themselves.</summary>
    public string Text => string.Join('\n', _ended.Select(static a =>
        $"{a.DisplayName} {a.StatusDescription} {string.Join(' ', a.TagObjects.Select(static t => $"{t.Key}={t.Value}"))} "
        + string.Join(' ', a.Events.Select(static e => $"{e.Name} {string.Join(' ', e.Tags)}"))));

    public void Dispose()
    {
        _listener.Dispose();
        _root.Dispose();
    }
}
