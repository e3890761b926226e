namespace InboxMind.Azure.Cosmos;

/// <summary>A page of what a query found.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
internal sealed record CosmosPage<T>(IReadOnlyList<T> Items, string? Next);
