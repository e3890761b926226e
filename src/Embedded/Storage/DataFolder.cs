using System.Text;

namespace InboxMind.Embedded.Storage;

/// <summary>The folder that holds everything: the database and one index file per user.</summary>
public sealed class DataFolder
{
    private const string DatabaseName = "inboxmind.db";

    /// <summary>Opens the folder, creating it for its owner alone.</summary>
    /// <exception cref="DataFolderException">It cannot be created.</exception>
    public DataFolder(string path)
    {
        try
        {
            Root = Path.GetFullPath(path);
            Refuse(Root);
            if (File.Exists(Indexes))
                throw new DataFolderException($"{Indexes} is a file, where InboxMind keeps a folder; move it away and run it again.");
            Reserve = new DiskReserve(this);
            Create(Root);
            Create(Path.Combine(Root, "index"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataFolderException($"The data folder \"{path.Replace('\0', '?')}\" cannot be created: {e.Message}", e);
        }
    }

    public string Root { get; }

    internal DiskReserve Reserve { get; }

    internal string Database => Path.Combine(Root, DatabaseName);

    internal string Indexes => Path.Combine(Root, "index");

    internal string Index(UserId user) => Path.Combine(Indexes, $"{user.Value}.db");

    /// <summary>Bytes free for this process where the folder lies; null where that cannot be told.</summary>
    internal long? FreeBytes() => FreeBytes(Root);

    /// <summary>Whether InboxMind keeps anything at a path. Nothing is made there.</summary>
    /// <exception cref="DataFolderException">It is not a path, or may not be looked into.</exception>
    public static bool IsAt(string path)
    {
        try
        {
            Refuse(Path.GetFullPath(path));
            var database = new FileInfo(Path.Combine(Path.GetFullPath(path), DatabaseName));
            if (database is { Exists: true, Length: > 0 })
                return true;

            // What may not be looked into seems to be empty.
            if (database.Directory is { Exists: true } folder)
                _ = folder.EnumerateFileSystemInfos().Any();
            return Directory.Exists(database.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataFolderException($"The data folder \"{path.Replace('\0', '?')}\" cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The default: a folder in the user's data home.</summary>
    public static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "inboxmind");

    /// <summary>Tells this folder from others for as long as it is there; made when first asked for.</summary>
    /// <exception cref="DataFolderException">It cannot be read or made.</exception>
    public Guid Id()
    {
        var path = Path.Combine(Root, "id");
        try
        {
            if (!File.Exists(path))
                MakeId(path);
            return Guid.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new DataFolderException($"{path} cannot be read or made; check the folder's permissions.", e);
        }
    }

    private static void MakeId(string path)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = OwnerFiles.Make(temporary))
                file.Write(Encoding.ASCII.GetBytes(Guid.NewGuid().ToString()));
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it just now.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Creates a folder, and those above it that are missing, for their owner alone.</summary>
    internal static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent))
            Create(parent);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Free bytes where a file lies; null where that cannot be told.</summary>
    internal static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <exception cref="DataFolderException">There is a file in its place.</exception>
    private static void Refuse(string path)
    {
        if (File.Exists(path))
            throw new DataFolderException($"The data folder \"{path}\" is a file; name a folder by --data.");
    }
}
