namespace InboxMind.Core.Mail;

/// <summary>How far an owner's mail has been read again.</summary>
/// <param name="Waiting">Messages that an earlier version read.</param>
/// <param name="Failed">Messages that could not be read again.</param>
public readonly record struct ReadingCounts(long Waiting, long Failed);
