namespace InboxMind.Core.Mail.Parsing;

/// <summary>What was read from a raw mail.</summary>
/// <param name="Message">The content.</param>
/// <param name="References">Message-IDs it refers to, root first.</param>
public sealed record ReadMail(MailMessage Message, IReadOnlyList<string> References);
