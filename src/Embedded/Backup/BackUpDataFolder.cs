using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Backup;

/// <summary>Copies a data folder into a new folder, while processes use it. The copy of the main database is one consistent state; keys are
/// copied after it, so that whatever it holds can be opened; and indexes, which may be of a later moment, are compared with it when they
/// are opened.</summary>
public static class BackUpDataFolder
{
    /// <summary>Makes a backup, and checks it.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="place">The new folder; it must not be there, or be empty.</param>
    /// <param name="withIndex">Whether indexes are copied; without, they are built again from the mail.</param>
    /// <param name="time">The time.</param>
    /// <param name="cancellation">Stops it; nothing is left then.</param>
    /// <exception cref="DataFolderException">It cannot be made; nothing is left.</exception>
    public static async Task<BackupDone> MakeAsync(
        string data, string place, bool withIndex, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(time);
        var (folder, madeAt) = (new DataFolder(data), time.GetUtcNow());
        try
        {
            using var backup = new NewFolder(place, data);
            SqliteCopy.Make(folder.Database, backup.For("inboxmind.db"), cancellation);
            var (schema, messages) = SqliteCopy.Check(backup.For("inboxmind.db"), "SELECT COUNT(*) FROM message");
            if (schema > MainSchema.Value.Steps.Count)
                throw new BackupException(Newer($"The data folder \"{folder.Root}\"", schema));
            var files = new List<BackupFile> { await backup.DescribeAsync("inboxmind.db", cancellation) };
            foreach (var name in Small(folder))
                files.Add(await backup.CopyAsync(name, Path.Combine(folder.Root, name), cancellation));
            var (indexes, leftOut) = withIndex ? await IndexesAsync(folder, backup, cancellation) : (new List<BackupFile>(), 0);
            files.AddRange(indexes);
            await using (var manifest = OwnerFiles.Make(backup.For(BackupManifest.FileName)))
            {
                await using var writer = new StreamWriter(manifest);
                await writer.WriteAsync(new BackupManifest(BackupManifest.Current, madeAt, schema, messages, files).ToJson());
            }

            backup.Done();
            return new BackupDone(files.Count, files.Sum(static f => f.Bytes), messages, madeAt, leftOut);
        }
        catch (Exception e) when (e is SqliteException or IOException
            && DiskFullException.IsFull(Path.GetDirectoryName(Path.GetFullPath(place))!))
        {
            throw new BackupException($"The disk that \"{place}\" is to lie on is full: make room there, or name a folder elsewhere.", e);
        }
        catch (Exception e) when (e is DamagedFileException or SqliteException { SqliteErrorCode: 11 or 26 })
        {
            throw new BackupException(
                $"The database {folder.Database} is damaged, and is not backed up: a backup of before is better than this one.", e);
        }
        catch (SqliteException e)
        {
            throw new BackupException($"The database in \"{folder.Root}\" cannot be copied: {e.Message.TrimEnd('.')}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The backup \"{place}\" cannot be written: {e.Message.TrimEnd('.')}.", e);
        }
    }

    internal static string Newer(string what, int schema) =>
        $"{what} was written by a newer version of InboxMind (format {schema}; this one reads up to {MainSchema.Value.Steps.Count}). Use "
            + $"that "
        + "version.";

    private static IEnumerable<string> Small(DataFolder folder)
    {
        var keys = Path.Combine(folder.Root, "keys");
        if (Directory.Exists(keys))
        {
            foreach (var key in Directory.EnumerateFiles(keys, "*.xml").Select(Path.GetFileName).Order(StringComparer.Ordinal))
                yield return $"keys/{key}";
        }

        if (File.Exists(Path.Combine(folder.Root, "id")))
            yield return "id";
    }

    private static async Task<(List<BackupFile> Files, int LeftOut)> IndexesAsync(
        DataFolder folder, NewFolder backup, CancellationToken cancellation)
    {
        var (files, leftOut) = (new List<BackupFile>(), 0);
        foreach (var path in Directory.EnumerateFiles(folder.Indexes, "*.db").Order(StringComparer.Ordinal))
        {
            var name = $"index/{Path.GetFileName(path)}";
            if (!new BackupFile(name, 0, "").IsLegal)
                continue;
            try
            {
                SqliteCopy.Make(path, backup.For(name), cancellation);
                SqliteCopy.Check(backup.For(name), count: null);
                files.Add(await backup.DescribeAsync(name, cancellation));
            }
            catch (Exception e) when (!File.Exists(path) || e is DamagedFileException
                || e is SqliteException { SqliteErrorCode: 11 or 26 })
            {
                // Erased meanwhile; or damaged, and built again from the mail.
                File.Delete(backup.For(name));
                leftOut += File.Exists(path) ? 1 : 0;
            }
        }

        return (files, leftOut);
    }
}
