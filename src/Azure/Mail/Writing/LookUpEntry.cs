using System.Text.Json.Serialization;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>An entry of what is looked up before a user is known.</summary>
internal sealed record LookUpEntry
{
    /// <summary>The list and its part: the key of the partition.</summary>
    public required string Shard { get; init; }

    public required string Id { get; init; }

    public required string User { get; init; }

    /// <summary>The mailbox that is due.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>When, as a text that sorts by time, user and mailbox; empty for another list.</summary>
    public string Due { get; init; } = "";

    /// <summary>Since when there is work, in milliseconds.</summary>
    public long Since { get; init; }

    /// <summary>As it was read.</summary>
    [JsonPropertyName("_etag")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ETag { get; init; }
}
