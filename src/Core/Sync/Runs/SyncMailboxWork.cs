using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Core.Sync.Runs;

/// <summary>What an item of the queue <c>sync-mailbox</c> says: whose mailbox to sync now, since a person asked for it.</summary>
public sealed partial record SyncMailboxWork(string User, string Mailbox)
{
    /// <summary>The place in the trace that it was asked for in; null when it is not recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Traceparent { get; init; }

    public string ToBody() => JsonSerializer.Serialize(this, SyncMailboxJson.Default.SyncMailboxWork);

    /// <exception cref="FormatException">The text is not such an item.</exception>
    public static (Owner Owner, MailboxId Mailbox, string? Traceparent) Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SyncMailboxJson.Default.SyncMailboxWork)
                is { User: { } user, Mailbox: { } mailbox } work
                ? (new Owner(new UserId(user)), new MailboxId(mailbox), work.Traceparent)
                : throw new FormatException("A sync-mailbox item needs a user and a mailbox.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException("A sync-mailbox item needs a user and a mailbox.", e);
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(SyncMailboxWork))]
    private sealed partial class SyncMailboxJson : JsonSerializerContext;
}
