namespace InboxMind.Core.Answers;

/// <summary>A model cannot be reached or refuses. The message is one sentence for the user, without key, question or mail.</summary>
public sealed class ModelUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
