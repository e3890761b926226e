using System.Text.Json;

namespace InboxMind.Testing.Cosmos;

/// <summary>An item with what the service adds to it.</summary>
internal sealed record CosmosStoredItem(string Id, byte[] Body, JsonElement Root, string ETag, long Number, DateTimeOffset? Expires)
{
    public bool IsThere(DateTimeOffset now) => Expires is null || Expires > now;
}
