using System.Text.Json.Serialization;

namespace InboxMind.Core.Mail;

/// <summary>The parts of a message that no query looks into, as JSON in one column.</summary>
public sealed record MessageDetails(
    IReadOnlyList<MailAddress> From, IReadOnlyList<MailAddress> To, IReadOnlyList<MailAddress> Cc, IReadOnlyList<MailAddress> Bcc,
    IReadOnlyList<AttachmentInfo> Attachments)
{
    /// <summary>See <see cref="MailMessage.WholeText"/>.</summary>
    public long? WholeText { get; init; }

    /// <summary>See <see cref="MailMessage.ListId"/>.</summary>
    public string? ListId { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MessageDetails))]
public sealed partial class MailJson : JsonSerializerContext;
