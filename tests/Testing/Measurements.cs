using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Testing;

/// <summary>What a test measures, and what it starts: other tests that run beside it measure for themselves.</summary>
public sealed class Measurements : IDisposable
{
    private static readonly AsyncLocal<Measurements?> Current = new();

    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _all = [];

    public Measurements()
    {
        Current.Value = this;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Signals.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Note(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Note(instrument, value, labels));
        _listener.Start();
    }

    /// <summary>All so far.</summary>
    public IReadOnlyList<Measured> All => [.. _all];

    /// <summary>The sum of an instrument's values, over those whose labels hold all of these, each as <c>name=value</c>.</summary>
    public double Sum(string instrument, params string[] labels) =>
        _all.Where(m => m.Instrument == instrument && labels.All(m.Labels.Contains)).Sum(static m => m.Value);

    /// <summary>How many values there are; else as <see cref="Sum"/>.</summary>
    public int Count(string instrument, params string[] labels) =>
        _all.Count(m => m.Instrument == instrument && labels.All(m.Labels.Contains));

    /// <summary>Reads gauges.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (Current.Value != this)
            return;
        var texts = new List<string>();
        foreach (var (name, text) in labels)
            texts.Add($"{name}={text}");
        _all.Enqueue(new Measured(instrument.Name, value, texts));
    }
}

/// <summary>A value.</summary>
/// <param name="Instrument">The instrument's name.</param>
/// <param name="Value">The value.</param>
/// <param name="Labels">Its labels, each as <c>name=value</c>.</param>
public sealed record Measured(string Instrument, double Value, IReadOnlyList<string> Labels);
