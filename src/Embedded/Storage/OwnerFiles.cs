namespace InboxMind.Embedded.Storage;

/// <summary>Keeps files of the data folder for their owner alone, whatever the folder's mode and the process's umask are. SQLite gives its
/// logs the mode of their database.</summary>
internal static class OwnerFiles
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Closing a file that SQLite has open takes its locks away: no one opens a database while another thread makes it.</summary>
    private static readonly Lock Making = new();

    /// <summary>Makes the file where there is none, and takes from others the right to read it and its logs.</summary>
    /// <exception cref="DataFolderException">It cannot be made.</exception>
    public static void Prepare(string database)
    {
        if (OperatingSystem.IsWindows())
            return;
        lock (Making)
        {
            if (Directory.Exists(database))
                throw new DataFolderException($"{database} is a folder, where InboxMind keeps a file; move it away and run it again.");
            try
            {
                if (!File.Exists(database))
                    Make(database).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process may have made it just now.
                if (!File.Exists(database))
                    throw DiskFullException.IsFull(database) ? new DiskFullException(database, e)
                        : new DataFolderException($"{database} cannot be opened for writing; check the folder's permissions.", e);
            }

            foreach (var file in (string[])[database, $"{database}-wal", $"{database}-shm", $"{database}-journal"])
                Close(file);
        }
    }

    /// <summary>Takes from others the right to read a file. One that is someone else's stays as it is: that is its owner's to
    /// decide.</summary>
    public static void Close(string file)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            if (File.Exists(file) && File.GetUnixFileMode(file) is var mode && (mode & Owner) != mode)
                File.SetUnixFileMode(file, mode & Owner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or not ours, or on a read-only file system: what opens it next says so if that matters.
        }
    }

    /// <summary>Makes a file for its owner alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether there may be one already.</param>
    /// <param name="size">Room that is taken on the disk at once.</param>
    public static FileStream Make(string path, FileMode mode = FileMode.CreateNew, long size = 0)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, PreallocationSize = size };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        return new FileStream(path, options);
    }
}
