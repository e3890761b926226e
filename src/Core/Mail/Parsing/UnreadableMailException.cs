namespace InboxMind.Core.Mail.Parsing;

/// <summary>Bytes that are not a mail. The message completes the sentence "This mail was set aside because ...".</summary>
public sealed class UnreadableMailException(string reason) : Exception(reason);
