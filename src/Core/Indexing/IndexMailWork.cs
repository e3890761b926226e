using System.Text.Json;
using System.Text.Json.Serialization;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Indexing;

/// <summary>What an item of the queue <c>index-mail</c> says: whose messages to index, and which.</summary>
public sealed partial record IndexMailWork(string User, IReadOnlyList<string> Emails)
{
    /// <summary>Whether they are written again though the index holds them, such as for the vectors of another model.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Again { get; init; }

    /// <summary>The place in the trace that the messages were stored in; null when it is not recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Traceparent { get; init; }

    /// <summary>How many ids one item carries at most. They fit a queue message many times over; a smaller item comes back
    /// sooner when its worker dies.</summary>
    public const int MaxEmails = 100;

    public static IndexMailWork For(UserId user, IEnumerable<EmailId> emails) => new(user.Value, [.. emails.Select(static e => e.Value)]);

    /// <summary>Splits any number of messages into items.</summary>
    public static IEnumerable<string> Bodies(UserId user, IEnumerable<EmailId> emails, bool again = false) =>
        emails.Chunk(MaxEmails).Select(chunk => (For(user, chunk) with { Again = again, Traceparent = TraceParent.Current }).ToBody());

    public string ToBody() => JsonSerializer.Serialize(this, Json.Default.IndexMailWork);

    /// <exception cref="FormatException">The text is not such an item.</exception>
    public static (Owner Owner, IReadOnlyList<EmailId> Emails, bool Again, string? Traceparent) Parse(string body)
    {
        try
        {
            var work = JsonSerializer.Deserialize(body, Json.Default.IndexMailWork);
            if (work?.User is null || work.Emails is null || work.Emails.Any(static e => e is not { Length: EmailId.Length }))
                throw new FormatException("An index-mail item needs a user and e-mail ids.");
            return (new Owner(new UserId(work.User)), [.. work.Emails.Select(static e => new EmailId(e))], work.Again, work.Traceparent);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException("An index-mail item needs a user and e-mail ids.", e);
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(IndexMailWork))]
    private sealed partial class Json : JsonSerializerContext;
}
