namespace InboxMind.Core.Mail;

/// <summary>What came of reading a stored message again.</summary>
/// <param name="Id">The message.</param>
/// <param name="Clues">What tells its thread; null when it could not be read again: its raw mail is missing, damaged, or refused by
/// now. What an earlier version read of it stays.</param>
/// <param name="Changed">The message, when it is other than what is stored; else null.</param>
public sealed record MailReading(EmailId Id, ThreadClues? Clues, MailMessage? Changed);
