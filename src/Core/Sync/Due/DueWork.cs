using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Core.Sync.Due;

/// <summary>What an item of the queue <c>sync-due</c> says: to look for the mailboxes of a shard that are due, or to give some a turn. Ids
/// only.</summary>
public sealed partial record DueWork
{
    /// <summary>The shard to look through; null for turns.</summary>
    public DueShard? Look { get; init; }

    /// <summary>The mailboxes to give a turn; null for a look.</summary>
    public IReadOnlyList<DueTurn>? Mailboxes { get; init; }

    public string ToBody() => JsonSerializer.Serialize(this, DueWorkJson.Default.DueWork);

    /// <exception cref="FormatException">The text is not such an item.</exception>
    public static DueWork Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, DueWorkJson.Default.DueWork) switch
            {
                { Look: { Of: >= 1 } look, Mailboxes: null } work when look.Number >= 0 && look.Number < look.Of => work,
                { Look: null, Mailboxes: { Count: >= 1 } some } work when some.All(static m => m?.IsLegal == true) => work,
                _ => throw new FormatException("A sync-due item needs a shard or mailboxes."),
            };
        }
        catch (JsonException e)
        {
            throw new FormatException("A sync-due item needs a shard or mailboxes.", e);
        }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(DueWork))]
    private sealed partial class DueWorkJson : JsonSerializerContext;
}

/// <summary>A shard to look through.</summary>
/// <param name="Number">Which one, from 0.</param>
/// <param name="Of">How many there are.</param>
public sealed record DueShard(int Number, int Of);

/// <summary>A mailbox that is due.</summary>
/// <param name="User">Whose.</param>
/// <param name="Mailbox">Which.</param>
public sealed record DueTurn(string User, string Mailbox)
{
    [JsonIgnore]
    public Owner Owner => new(new UserId(User));

    [JsonIgnore]
    public MailboxId Id => new(Mailbox);

    [JsonIgnore]
    internal bool IsLegal => UserId.IsLegal(User) && !string.IsNullOrEmpty(Mailbox);
}
