namespace InboxMind.Embedded.Storage;

/// <summary>There is no room left for a write.</summary>
public sealed class DiskFullException(string path, Exception? inner = null) : DataFolderException(
    $"The disk is full: {path} cannot grow. What was stored so far is safe; make room and run it again.", inner);
