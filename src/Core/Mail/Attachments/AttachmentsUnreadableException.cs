namespace InboxMind.Core.Mail.Attachments;

/// <summary>Attachments cannot be read here at all, and not for their content's sake. The message is one sentence for the
/// operator.</summary>
public sealed class AttachmentsUnreadableException(string message) : Exception(message);
