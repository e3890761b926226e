using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Backup;

/// <summary>A backup cannot be made or put back. The message is one sentence for the user.</summary>
internal sealed class BackupException(string message, Exception? inner = null) : DataFolderException(message, inner);
