namespace InboxMind.Core.Mail;

/// <summary>A message, the ids it refers to, and the place it was found in.</summary>
/// <param name="Message">The content.</param>
/// <param name="References">Message-IDs this mail refers to, the conversation's root first, without itself.</param>
/// <param name="Placement">Where it was found.</param>
/// <param name="Raw">The mail as it came.</param>
public sealed record MailToSave(MailMessage Message, IReadOnlyList<string> References, Placement Placement, ReadOnlyMemory<byte> Raw);
