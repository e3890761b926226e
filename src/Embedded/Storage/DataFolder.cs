namespace InboxMind.Embedded.Storage;

/// <summary>The folder that holds everything: the database and one index file per user.</summary>
public sealed class DataFolder
{
    /// <summary>Opens the folder, creating it for its owner alone.</summary>
    /// <exception cref="DataFolderException">It cannot be created.</exception>
    public DataFolder(string path)
    {
        try
        {
            Root = Path.GetFullPath(path);
            Create(Root);
            Create(Path.Combine(Root, "index"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataFolderException($"The data folder \"{path.Replace('\0', '?')}\" cannot be created: {e.Message}", e);
        }
    }

    public string Root { get; }

    internal string Database => Path.Combine(Root, "inboxmind.db");

    internal string Indexes => Path.Combine(Root, "index");

    internal string Index(UserId user) => Path.Combine(Indexes, $"{user.Value}.db");

    /// <summary>Bytes free for this process where the folder lies; null where that cannot be told.</summary>
    internal long? FreeBytes()
    {
        try
        {
            return new DriveInfo(Root).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The default: a folder in the user's data home.</summary>
    public static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "inboxmind");

    internal static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
