namespace InboxMind.Functions.Tests.Durable;

/// <summary>What an orchestrator asked for.</summary>
/// <param name="Id">Counts up from 0.</param>
/// <param name="Kind">What.</param>
/// <param name="Name">Of which activity or orchestrator; empty for a timer.</param>
/// <param name="Input">As JSON; for a timer when it fires.</param>
internal sealed record ScheduledAction(int Id, ActionKind Kind, string Name, string Input);

internal enum ActionKind
{
    Activity,
    SubOrchestration,
    Timer,
}

/// <summary>What came of it.</summary>
/// <param name="Id">Of which.</param>
/// <param name="Result">As JSON; null when it failed.</param>
/// <param name="Error">The type of the exception it failed with; null when it did not.</param>
internal sealed record Completion(int Id, string? Result, string? Error);

/// <summary>What an orchestrator is told at one time.</summary>
internal sealed record Episode(DateTime Time, IReadOnlyList<Completion> Completions);
