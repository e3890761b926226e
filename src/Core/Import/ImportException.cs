namespace InboxMind.Core.Import;

/// <summary>Something the user can correct: a path that does not exist, a file that is not mail. The message is one sentence
/// for the user.</summary>
public sealed class ImportException(string message) : Exception(message);
