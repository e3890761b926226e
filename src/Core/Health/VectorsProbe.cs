using System.Globalization;
using InboxMind.Core.Indexing;

namespace InboxMind.Core.Health;

/// <summary>How much mail waits to be embedded, as far as this process has looked.</summary>
public sealed class VectorsProbe(VectorWork work) : IDependencyProbe
{
    public string Name => "vectors";

    public Task<Condition> CheckAsync(CancellationToken cancellation) => Task.FromResult(Condition.Healthy(
        string.Create(CultureInfo.InvariantCulture, $"{work.Waiting} mails are found by words alone until they are embedded.")));
}
