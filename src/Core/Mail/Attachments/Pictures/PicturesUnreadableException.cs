namespace InboxMind.Core.Mail.Attachments.Pictures;

/// <summary>No picture can be read for now, and not for its own sake: they wait. The message is one sentence for the operator, without key
/// and without anything of a mail.</summary>
public sealed class PicturesUnreadableException(string message, Exception? inner = null) : Exception(message, inner);
