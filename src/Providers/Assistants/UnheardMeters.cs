using System.Diagnostics.Metrics;

namespace InboxMind.Providers.Assistants;

/// <summary>Measures for no one: calls of <c>HttpClient</c> are labelled with the host, and what a stranger chooses is no label.</summary>
internal sealed class UnheardMeters : IMeterFactory
{
    private readonly Meter _meter = new("InboxMind.Unheard");

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();
}
