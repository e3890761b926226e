namespace InboxMind.Core.Counting;

/// <summary>A thread in which somebody's answer is waited for.</summary>
/// <param name="Asked">The last mail of the thread, which asks.</param>
/// <param name="IsMine">Whether the owner's answer is waited for; else the answer of somebody else.</param>
public sealed record OpenThread(MailHead Asked, bool IsMine);
