namespace InboxMind.Azure.Cosmos;

/// <summary>An item as it was read.</summary>
/// <param name="Value">The item.</param>
/// <param name="ETag">Changes with each change of it.</param>
internal sealed record CosmosItem<T>(T Value, string ETag);
