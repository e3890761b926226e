using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Backup;

/// <summary>Makes a data folder of a backup.</summary>
public static class RestoreDataFolder
{
    /// <summary>Copies a backup into a new data folder, and checks each file and each database before it is seen there.</summary>
    /// <param name="place">The backup.</param>
    /// <param name="data">The data folder; it must not be there, or be empty.</param>
    /// <param name="cancellation">Stops it; nothing is left then.</param>
    /// <exception cref="DataFolderException">It is no whole backup, one of a newer version, or cannot be copied; nothing is
    /// left.</exception>
    public static async Task<BackupDone> RestoreAsync(string place, string data, CancellationToken cancellation)
    {
        try
        {
            var from = Path.GetFullPath(place);
            var manifest = BackupManifest.Read(from);
            if (manifest.Format != BackupManifest.Current || manifest.Schema > MainSchema.Value.Steps.Count)
                throw new BackupException(BackUpDataFolder.Newer($"The backup \"{from}\"", manifest.Schema));
            using var folder = new NewFolder(data, from);
            foreach (var file in manifest.Files)
            {
                var path = Path.Combine(from, Path.Combine(file.Name.Split('/')));
                if (await folder.CopyAsync(file.Name, path, cancellation) != file)
                    throw new BackupException($"{path} is damaged: it is not what was backed up.");
            }

            var messages = Check(from, folder, manifest);
            folder.Done();
            return new BackupDone(manifest.Files.Count, manifest.Files.Sum(static f => f.Bytes), messages, manifest.MadeAt, LeftOut: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The backup \"{place}\" cannot be put back: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <returns>How many mails there are.</returns>
    private static long Check(string from, NewFolder folder, BackupManifest manifest)
    {
        if (manifest.Files.All(static f => f.Name != "inboxmind.db"))
            throw new BackupException($"There is no backup in \"{from}\".");
        var (schema, messages) = SqliteCopy.Check(folder.For("inboxmind.db"), "SELECT COUNT(*) FROM message");
        if (schema > MainSchema.Value.Steps.Count)
            throw new BackupException(BackUpDataFolder.Newer($"The backup \"{from}\"", schema));
        foreach (var index in manifest.Files.Where(static f => f.Name.StartsWith("index/", StringComparison.Ordinal)))
            SqliteCopy.Check(folder.For(index.Name), count: null);
        return messages;
    }
}
