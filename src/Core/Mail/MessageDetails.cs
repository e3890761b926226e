using System.Text.Json.Serialization;
using InboxMind.Core.Text;

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

    /// <summary>See <see cref="MailMessage.DateSource"/>; null when it is the mail's own date.</summary>
    public DateSource? DateSource { get; init; }

    /// <summary>See <see cref="MailMessage.Protection"/>.</summary>
    public string? Protection { get; init; }

    /// <summary>Whether what its writer says in it asks something; null where that was not looked for, as in mail over a list.</summary>
    public bool? Asks { get; init; }

    /// <summary>See <see cref="MailMessage.Kind"/>; null when a person wrote it, or when it is not known.</summary>
    public MailKind? Kind { get; init; }

    /// <summary>Those of a message.</summary>
    public static MessageDetails Of(MailMessage message) =>
        new(message.From, message.To, message.Cc, message.Bcc, message.Attachments)
        {
            WholeText = message.WholeText,
            ListId = message.ListId,
            Protection = message.Protection,
            Asks = message.ListId is { Length: > 0 } ? null : AskedSentence.IsIn(message.Text),
            Kind = message.Kind == MailKind.Person ? null : message.Kind,
            DateSource = message.DateSource == Mail.DateSource.Header ? null : message.DateSource,
        };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MessageDetails))]
public sealed partial class MailJson : JsonSerializerContext;
