using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>The folder of this process's copies. Each process has its own, which it holds by a lock; what processes that ended have left is
/// deleted by the next one.</summary>
internal sealed class SharedIndexFolder : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private long _files;

    /// <exception cref="DataFolderException">It cannot be made.</exception>
    public SharedIndexFolder(DataFolder data)
    {
        var root = Path.Combine(data.Root, "shared-index");
        try
        {
            DataFolder.Create(root);
            DeleteLeft(root);
            _path = Path.Combine(root, $"{Guid.NewGuid():n}");
            _lock = Hold($"{_path}.lock", FileMode.CreateNew);
            DataFolder.Create(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"{root} cannot be used for copies of indexes; check its permissions.", e);
        }
    }

    /// <summary>Where a new file goes.</summary>
    public string NewPath() => Path.Combine(_path, $"{Interlocked.Increment(ref _files)}.db");

    public void Dispose()
    {
        if (Directory.Exists(_path))
            Directory.Delete(_path, recursive: true);
        _lock.Dispose();
        File.Delete($"{_path}.lock");
    }

    private static void DeleteLeft(string root)
    {
        foreach (var held in Directory.EnumerateFiles(root, "*.lock"))
        {
            try
            {
                using (Hold(held, FileMode.Open))
                {
                    if (Directory.Exists(held[..^".lock".Length]))
                        Directory.Delete(held[..^".lock".Length], recursive: true);
                }

                File.Delete(held);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Of a process that runs.
            }
        }
    }

    private static FileStream Hold(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);
}
