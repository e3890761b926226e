namespace InboxMind.Core.Work;

/// <summary>What holds the mail cannot be used for now, whatever the work: a disk that is full, a file that is damaged or locked.
/// Trying again at once does not help. The message is one sentence for the user.</summary>
public abstract class StorageUnusableException(string message, Exception? inner) : Exception(message, inner);
