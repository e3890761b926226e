namespace InboxMind.Embedded.Storage;

/// <summary>A database's tables, as steps from each version to the next.</summary>
/// <param name="Steps">Step n brings version n to n + 1; the newest version is the number of steps.</param>
internal sealed record Schema(params IReadOnlyList<string> Steps);
