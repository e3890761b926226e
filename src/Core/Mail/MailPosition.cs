namespace InboxMind.Core.Mail;

/// <summary>A message's place in a list by date: messages of the same second stand by their ids.</summary>
/// <param name="Date">When it was written, to the second.</param>
/// <param name="Id">The message.</param>
public readonly record struct MailPosition(DateTimeOffset Date, EmailId Id);
