using InboxMind.Core.Health;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Health;

/// <summary>Whether the main database can be written to and read from.</summary>
internal sealed class StoreProbe(MainDatabase database, TimeProvider time) : IDependencyProbe
{
    public string Name => "store";

    public async Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.Sqlite.WriteAsync(
            session => session.Prepare("INSERT OR REPLACE INTO probe(id, at) VALUES(1, ?1)").Run(now), cancellation);

        // Another process may have probed in between.
        return database.Sqlite.Read(static session => session.Scalar("SELECT at FROM probe WHERE id = 1")) != 0
            ? Condition.Healthy("Written to and read from.")
            : Condition.Unhealthy("What was written cannot be read.");
    }
}
