namespace InboxMind.Core.Mail.Attachments;

/// <summary>What was read of an attachment.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Passages">Its text in the order of the file.</param>
/// <param name="IsCut">Whether there is more of it than <see cref="AttachmentLimits"/> let in.</param>
public sealed record AttachmentReading(AttachmentOutcome Outcome, IReadOnlyList<AttachmentPassage> Passages, bool IsCut = false);
