using InboxMind.Core.Work;

namespace InboxMind.Embedded.Storage;

/// <summary>The data folder cannot be used: not writable, full, damaged, or written by a newer version. The message is one
/// sentence for the user.</summary>
public class DataFolderException(string message, Exception? inner = null) : StorageUnusableException(message, inner);
