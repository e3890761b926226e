namespace InboxMind.Azure.Cosmos;

/// <summary>Deletes what is old, of all users.</summary>
internal static class CosmosOldItems
{
    /// <param name="database">Where.</param>
    /// <param name="operation">The name of the operation.</param>
    /// <param name="query">Gives <c>c.user, c.id</c> of what is old.</param>
    /// <param name="cancellation">Stops the call; it can be done again.</param>
    /// <returns>How many items.</returns>
    public static async Task<int> DeleteOldAsync(
        this CosmosDatabase database, string operation, CosmosQuery query, CancellationToken cancellation)
    {
        var deleted = 0;
        var found = new List<Old>();
        await foreach (var old in database.AllUsers.QueryAsync<Old>(operation, query, cancellation))
            found.Add(old);
        foreach (var ofUser in found.GroupBy(static o => o.User))
        {
            deleted += await database.User(new Owner(new UserId(ofUser.Key)))
                .DeleteAsync(operation, [.. ofUser.Select(static o => o.Id)], cancellation);
        }

        return deleted;
    }

    private sealed record Old(string User, string Id);
}
