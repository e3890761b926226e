namespace InboxMind.Embedded.Storage;

/// <summary>There is no room left for a write.</summary>
public sealed class DiskFullException(string path, Exception? inner = null) : DataFolderException(
    $"The disk is full: {path} cannot grow. What was stored so far is safe; make room and run it again.", inner)
{
    /// <summary>With less than this nothing can be written.</summary>
    private const long Least = 128 * 1024;

    /// <summary>Whether the disk is full where a file lies: SQLite and the system have other words for it as well.</summary>
    public static bool IsFull(string path) => DataFolder.FreeBytes(path) is < Least;
}
