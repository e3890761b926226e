using InboxMind.Core.Health;

namespace InboxMind.Azure.Cosmos;

/// <summary>Whether the database can be written to and read from.</summary>
internal sealed class CosmosProbe(CosmosDatabase database, TimeProvider time) : IDependencyProbe
{
    private const string Shard = "probe";

    public string Name => "store";

    public async Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            var written = new ProbeItem(Shard, Shard, time.GetUtcNow(), Ttl: 24 * 60 * 60);
            await database.LookUps(Shard).UpsertAsync("probe", written, cancellation);

            // Another instance may have probed in between.
            return await database.LookUps(Shard).ReadAsync<ProbeItem>("probe", Shard, cancellation) is not null
                ? Condition.Healthy("Written to and read from.")
                : Condition.Unhealthy("What was written cannot be read.");
        }
        catch (CosmosUnusableException e)
        {
            return Condition.Unhealthy(e.Message);
        }
    }

    private sealed record ProbeItem(string Shard, string Id, DateTimeOffset At, int Ttl);
}
