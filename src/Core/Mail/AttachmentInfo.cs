namespace InboxMind.Core.Mail;

/// <summary>What is known of an attachment; its content stays in the raw mail.</summary>
/// <param name="Name">File name without any path; empty when the mail gives none.</param>
/// <param name="ContentType">Media type in lower case, such as <c>application/pdf</c>.</param>
/// <param name="Size">Decoded size in bytes.</param>
/// <param name="ContentId">Content-ID without angle brackets, when given.</param>
/// <param name="IsInline">Whether the mail shows it within its text, such as a logo.</param>
public sealed record AttachmentInfo(string Name, string ContentType, long Size, string? ContentId, bool IsInline);
