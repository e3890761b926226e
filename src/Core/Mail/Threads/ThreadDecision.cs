namespace InboxMind.Core.Mail.Threads;

/// <summary>Where a mail belongs.</summary>
/// <param name="Thread">The thread; its oldest id.</param>
/// <param name="Joined">Threads that turn out to be the same one and become aliases of it.</param>
/// <param name="Ids">The Message-IDs that lead to this thread from now on.</param>
public sealed record ThreadDecision(ThreadId Thread, IReadOnlyList<ThreadId> Joined, IReadOnlyList<string> Ids);
