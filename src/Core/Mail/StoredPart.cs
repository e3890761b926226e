namespace InboxMind.Core.Mail;

/// <summary>The first of the messages that were asked for.</summary>
/// <param name="Mails">Those that are stored.</param>
/// <param name="Asked">How many were looked for, from the first on.</param>
public sealed record StoredPart(IReadOnlyList<StoredMail> Mails, int Asked);
