using System.Text.Json.Serialization;

namespace InboxMind.Core.Mail.Attachments;

/// <summary>How what was read of a message's attachments is kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<AttachmentReading>))]
public sealed partial class AttachmentJson : JsonSerializerContext;
