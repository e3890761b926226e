namespace InboxMind.Core.Mail;

/// <summary>Which version of reading mail this program has. It stands with each stored message; what an earlier version read is read again
/// from its raw bytes.</summary>
public static class ReadingVersion
{
    /// <summary>Raised by every change that makes other text, names, dates, attachments or references of some mail. What a message's id is
    /// drawn from never changes: mail that comes again has to be known.</summary>
    public const int Current = 6;
}
