using InboxMind.Core.Health;
using InboxMind.Core.Index;

namespace InboxMind.Embedded.Health;

/// <summary>Whether the storage of shared indexes answers.</summary>
internal sealed class SharedIndexProbe(IIndexStorage storage) : IDependencyProbe
{
    public string Name => "index";

    public async Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        await storage.ReadHeadAsync(Owner.Local, known: null, cancellation);
        return Condition.Healthy("The storage of indexes answers.");
    }
}
