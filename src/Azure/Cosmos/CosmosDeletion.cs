namespace InboxMind.Azure.Cosmos;

/// <summary>Deletes what a query finds.</summary>
internal static class CosmosDeletion
{
    /// <param name="partition">Where it lies.</param>
    /// <param name="operation">The name of the operation.</param>
    /// <param name="query">Gives the ids.</param>
    /// <param name="cancellation">Stops the call; it can be done again.</param>
    /// <returns>How many were deleted.</returns>
    public static async Task<int> DeleteAllAsync(
        this CosmosPartition partition, string operation, CosmosQuery query, CancellationToken cancellation)
    {
        var ids = new List<string>();
        await foreach (var id in partition.QueryAsync<string>(operation, query, cancellation))
            ids.Add(id);
        return await partition.DeleteAsync(operation, ids, cancellation);
    }

    /// <returns>How many were deleted.</returns>
    public static async Task<int> DeleteAsync(
        this CosmosPartition partition, string operation, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var some in ids.Chunk(CosmosBatch.MaxOperations))
        {
            var batch = partition.Batch(operation);
            foreach (var id in some)
                batch.Delete(id);
            if (await batch.ExecuteAsync(cancellation))
            {
                deleted += some.Length;
                continue;
            }

            // Someone else deletes the same, or it expired just now.
            foreach (var id in some)
            {
                if (await partition.DeleteAsync(operation, id, etag: null, cancellation))
                    deleted++;
            }
        }

        return deleted;
    }
}
