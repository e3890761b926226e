namespace InboxMind.Testing.Cosmos;

/// <summary>Which ids a query can find at most: these, or those of a range.</summary>
internal sealed record CosmosIds(IReadOnlyList<string>? Names, string? From, string? To);
