namespace InboxMind.Core.Answers;

/// <summary>How far a question is.</summary>
/// <param name="Stage">retrieve, thread_context, analyse, compliance or answer.</param>
/// <param name="HasEnded">Whether the stage ended; else it began.</param>
public readonly record struct StageChange(string Stage, bool HasEnded);
