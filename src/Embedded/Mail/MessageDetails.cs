using System.Text.Json.Serialization;
using InboxMind.Core.Accounts;
using InboxMind.Core.Mail;

namespace InboxMind.Embedded.Mail;

/// <summary>The parts of a message that no query looks into, as JSON in one column.</summary>
internal sealed record MessageDetails(
    IReadOnlyList<MailAddress> From, IReadOnlyList<MailAddress> To, IReadOnlyList<MailAddress> Cc, IReadOnlyList<MailAddress> Bcc,
    IReadOnlyList<AttachmentInfo> Attachments);

/// <summary>A mailbox's settings, as JSON in one column. <see cref="SqliteDirectory"/> looks for <c>sync.enabled</c> in it.</summary>
[method: JsonConstructor]
internal sealed record MailboxSettings(
    [property: JsonPropertyName("connection")] ImapConnection? Connection, [property: JsonPropertyName("sync")] StoredChoice Choice)
{
    public MailboxSettings(ImapConnection? connection, SyncChoice sync)
        : this(connection, new StoredChoice(sync.Enabled, sync.Folders, sync.Since, sync.Interval))
    {
    }

    [JsonIgnore]
    public SyncChoice Sync => new(Choice.Enabled, Choice.Folders, Choice.Since, Choice.Interval);
}

internal sealed record StoredChoice(
    [property: JsonPropertyName("enabled")] bool Enabled, IReadOnlyList<string> Folders, DateOnly? Since, TimeSpan Interval);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MessageDetails))]
[JsonSerializable(typeof(MailboxSettings))]
internal sealed partial class MailJson : JsonSerializerContext;
