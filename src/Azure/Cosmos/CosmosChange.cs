using System.Security.Cryptography;

namespace InboxMind.Azure.Cosmos;

/// <summary>An item that several instances change. It remembers the names of the last changes, by which one that was made is recognised
/// when the answer to it was lost.</summary>
internal abstract record ChangingItem
{
    public required string Id { get; init; }

    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>As after a change with this name.</summary>
    public IReadOnlyList<string> WritesWith(string name) => [.. Writes.TakeLast(CosmosChange.Remembered - 1), name];
}

/// <summary>Changes that are made once, whatever becomes of the answers.</summary>
internal static class CosmosChange
{
    /// <summary>Changes that others may make before a lost answer is looked after.</summary>
    public const int Remembered = 16;

    /// <summary>In each round one writer wins.</summary>
    private const int MaxRounds = 100;

    /// <summary>Calls without an answer; the client itself has tried each several times.</summary>
    private const int MaxFailures = 2;

    /// <summary>A name for a change.</summary>
    public static string NewName() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(9));

    /// <summary>Changes an item as one step, or adds it.</summary>
    /// <param name="partition">Where it lies.</param>
    /// <param name="operation">The name of the operation.</param>
    /// <param name="id">The item.</param>
    /// <param name="change">Gives the new item for the old one, which is null when there is none; null for no change. May be called more
    /// than once; the last call is the one that counts.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The item as it is then; null when there is none.</returns>
    /// <exception cref="CosmosUnusableException">The database cannot be used for now; it may have been changed.</exception>
    public static async Task<T?> ChangeAsync<T>(
        this CosmosPartition partition, string operation, string id, Func<T?, T?> change, CancellationToken cancellation)
        where T : ChangingItem
    {
        var name = NewName();
        T? result = null;
        await UntilDoneAsync(
            async () =>
            {
                var read = await partition.ReadAsync<T>(operation, id, cancellation);
                result = read?.Value;
                if (read?.Value.Writes.Contains(name) == true || change(read?.Value) is not { } changed)
                    return true;
                result = changed with { Writes = [.. (read?.Value.Writes ?? []).TakeLast(Remembered - 1), name] };
                return (read is null
                    ? await partition.CreateAsync(operation, result, cancellation)
                    : await partition.ReplaceAsync(operation, id, result, read.ETag, cancellation)) is not null;
            });
        return result;
    }

    /// <summary>Tries something that recognises what it did itself, until it is done; calls without an answer too.</summary>
    /// <param name="attempt">Says whether it is done; false when another was faster.</param>
    /// <exception cref="CosmosUnusableException">The database cannot be used for now; it may have been done.</exception>
    public static async Task UntilDoneAsync(Func<Task<bool>> attempt)
    {
        var failures = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            try
            {
                if (await attempt())
                    return;
            }
            catch (CosmosUnusableException) when (failures++ < MaxFailures)
            {
                // It may have been done; the next attempt sees that.
            }
        }

        throw new CosmosUnusableException("An item in Cosmos DB is changed again and again, and cannot be written.");
    }
}
