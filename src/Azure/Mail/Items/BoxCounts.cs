namespace InboxMind.Azure.Mail.Items;

/// <summary>Messages of a mailbox.</summary>
/// <param name="Stored">All.</param>
/// <param name="Pending">Those that the index lacks.</param>
internal readonly record struct BoxCounts(long Stored, long Pending);
