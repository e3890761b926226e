using System.Text.Json.Serialization;
using InboxMind.Core.Mail.Attachments.Pictures;

namespace InboxMind.Core.Mail.Attachments;

/// <summary>What was read of an attachment.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Passages">Its text in the order of the file.</param>
/// <param name="IsCut">Whether there is more of it than <see cref="AttachmentLimits"/> let in.</param>
public sealed record AttachmentReading(AttachmentOutcome Outcome, IReadOnlyList<AttachmentPassage> Passages, bool IsCut = false)
{
    /// <summary>Digests of pictures that were looked at and show no text; null when there are none.</summary>
    public IReadOnlyList<string>? Blank { get; init; }

    /// <summary>Pictures that are still to be looked at. They are never kept.</summary>
    [JsonIgnore]
    public IReadOnlyList<AttachmentPicture> Pictures { get; init; } = [];
}
