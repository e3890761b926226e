namespace InboxMind.Core.Health;

/// <summary>Whether the models can be reached.</summary>
public sealed class ModelsProbe(IEnumerable<IModelEndpoint> endpoints) : IDependencyProbe
{
    public string Name => "models";

    public async Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        var all = endpoints.ToList();
        if (all.Count == 0)
            return Condition.Healthy("The offline models need no connection.");
        var answers = await Task.WhenAll(all.Select(e => e.IsReachableAsync(cancellation)));
        List<string> silent = [.. all.Where((_, i) => !answers[i]).Select(static e => e.Name)];

        // Lists, reading and searching by words go on without them.
        return silent.Count == 0
            ? Condition.Healthy($"{string.Join(", ", all.Select(static e => e.Name))} can be reached.")
            : Condition.Degraded($"{string.Join(", ", silent)} cannot be reached.");
    }
}
