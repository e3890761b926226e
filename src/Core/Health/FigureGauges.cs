using System.Diagnostics.Metrics;
using InboxMind.Core.Sync;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Health;

/// <summary>Shows the figures that were read last as gauges. Until some were read, and when reading them failed, there are none: a gauge
/// that stood still would hide that.</summary>
public sealed class FigureGauges : IDisposable
{
    private readonly Meter _meter = new(Signals.Name);
    private volatile DeploymentFigures? _figures;

    public FigureGauges()
    {
        Gauge("inboxmind.queue.depth", "{item}", "Items in a queue, those being done included.", static f => f.Queues.Select(
            static q => new Measurement<double>(q.Waiting, Signals.Label("queue", q.Queue))));
        Gauge("inboxmind.queue.age", "s", "How long the item that waits longest could have been taken.", static f => f.Queues.Select(
            static q => new Measurement<double>(q.Age?.TotalSeconds ?? 0, Signals.Label("queue", q.Queue))));
        Gauge("inboxmind.queue.poisoned", "{item}", "Items that failed too often and were set aside.", static f => f.Queues.Select(
            static q => new Measurement<double>(q.Poisoned, Signals.Label("queue", q.Queue))));
        Gauge("inboxmind.sync.lag", "s", "How long the mailbox has waited that is due longest.", static f => One(f.SyncLag.TotalSeconds));
        Gauge("inboxmind.mailboxes", "{mailbox}", "Mailboxes on servers, by how their sync stands.", static f => Enum.GetValues<SyncState>()
            .Select(s => new Measurement<double>(f.Mailboxes.GetValueOrDefault(s), Signals.Label("state", s))));
        Gauge("inboxmind.messages", "{message}", "Messages that are stored.", static f => One(f.Messages));
        Gauge("inboxmind.index.waiting", "{message}", "Messages that the index does not hold yet.", static f => One(f.Unindexed));
        Gauge(
            "inboxmind.vectors.waiting", "{message}", "Messages that wait for vectors, as far as this process has looked.",
            static f => One(f.WithoutVectors));
        Gauge(
            "inboxmind.storage.free", "By", "What is left of the disk that holds the data folder.",
            static f => f.FreeBytes is { } free ? One(free) : []);
        Gauge(
            "inboxmind.key.age", "s", "How old the youngest key is of those that sign access tokens.",
            static f => f.KeyAge is { } age ? [new Measurement<double>(age.TotalSeconds, Signals.Label("key", "signing"))] : []);
        Gauge(
            "inboxmind.certificate.left", "s", "How long the certificate that protects the keys is still valid.",
            static f => f.CertificateLeft is { } left ? One(left.TotalSeconds) : []);
    }

    /// <summary>Shows these from now on; null when they could not be read.</summary>
    public void Show(DeploymentFigures? figures) => _figures = figures;

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<DeploymentFigures, IEnumerable<Measurement<double>>> read) =>
        _meter.CreateObservableGauge(name, () => _figures is { } figures ? read(figures) : [], unit, description);

    private static IEnumerable<Measurement<double>> One(double value) => [new Measurement<double>(value)];
}
