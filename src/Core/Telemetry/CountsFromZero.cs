namespace InboxMind.Core.Telemetry;

/// <summary>Counts of a feature that are there from the start. Prometheus compares a count from its second reading on: it would not see the
/// first failures of a kind that appears with them.</summary>
/// <param name="Show">Adds nothing to each of them, under all labels that they can have.</param>
public sealed record CountsFromZero(Action Show);
