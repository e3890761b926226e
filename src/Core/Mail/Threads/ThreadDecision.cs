namespace InboxMind.Core.Mail.Threads;

/// <summary>Where a mail belongs.</summary>
/// <param name="Thread">The conversation; its oldest id.</param>
/// <param name="Joined">Conversations that turn out to be the same one and become aliases of it.</param>
/// <param name="Ids">The Message-IDs that lead to this conversation from now on.</param>
public sealed record ThreadDecision(ThreadId Thread, IReadOnlyList<ThreadId> Joined, IReadOnlyList<string> Ids);
