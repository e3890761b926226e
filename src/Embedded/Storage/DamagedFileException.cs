namespace InboxMind.Embedded.Storage;

/// <summary>A file of the data folder is damaged, or was never one of InboxMind's.</summary>
internal sealed class DamagedFileException(string path, Exception? inner = null)
    : DataFolderException($"{path} is damaged or not an InboxMind database.", inner);
