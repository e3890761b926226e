using System.Text.Json.Serialization;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Attachments.Pictures;

namespace InboxMind.Documents.Process;

/// <summary>What the reading process is asked: this in one line, then the file's bytes.</summary>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Limits">What reading it may cost.</param>
internal sealed record ReadRequest(int Length, AttachmentLimits Limits);

/// <summary>A line that it answers: passages first, then what came of it.</summary>
/// <param name="Passage">A part of the text.</param>
/// <param name="Outcome">What came of it; with it the answer ends.</param>
/// <param name="IsCut">Whether there is more.</param>
/// <param name="Picture">A picture that may show text.</param>
internal sealed record ReadReply(
    AttachmentPassage? Passage, AttachmentOutcome? Outcome, bool IsCut = false, AttachmentPicture? Picture = null);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(ReadReply))]
internal sealed partial class ReadJson : JsonSerializerContext;
