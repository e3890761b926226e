namespace InboxMind.Core.Counting;

/// <summary>A thread in which somebody's answer is waited for.</summary>
/// <param name="Asked">The mail that asks: the first one since somebody else wrote. Since then it waits.</param>
/// <param name="IsMine">Whether the owner's answer is waited for; else the answer of somebody else.</param>
public sealed record OpenThread(MailHead Asked, bool IsMine);
