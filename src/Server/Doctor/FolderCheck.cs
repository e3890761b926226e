using InboxMind.Core.Settings;
using InboxMind.Embedded.Storage;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Server.Doctor;

/// <summary>Whether the data folder is there, lies in a good place, and is its owner's alone. Nothing is made in it but a file that is
/// taken away at once.</summary>
internal static class FolderCheck
{
    private const string Name = "data_folder";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="DataFolderException">It may not be looked into.</exception>
    public static IEnumerable<Finding> Run(string data, IConfiguration settings)
    {
        var folder = Path.GetFullPath(data);
        if (!DataFolder.IsAt(folder))
        {
            yield return Finding.Warning(
                Name, $"There is no mail in the data folder \"{folder}\" yet.", "Import or sync some, or name another folder by --data.");
            yield break;
        }

        // A full disk is for its own check to tell; what else is wrong is still to be seen.
        var isFull = DiskFullException.IsFull(folder);
        if (!isFull && NotWritable(folder) is { } problem)
        {
            yield return Finding.Problem(
                Name, $"The data folder \"{folder}\" cannot be written to: {problem}", "Run InboxMind as the folder's owner.");
            yield break;
        }

        if (!OperatingSystem.IsWindows())
        {
            List<string> open = [.. Private(folder).Where(IsOpen)];
            foreach (var path in open)
            {
                yield return Finding.Problem(
                    "permissions", $"Others on this machine can get at {path}.", $"Run chmod go= \"{path}\".");
            }

            if (open.Count == 0)
                yield return Finding.Good("permissions", "The data folder is its owner's alone.");
        }

        if (ProductionRules.IsProduction(settings)
            && folder.StartsWith(Path.GetFullPath(Path.GetTempPath()), StringComparison.Ordinal))
            yield return Finding.Problem(Name, "The data folder lies in a temporary folder.", "Move it to a disk that is backed up.");
        else if (!isFull)
            yield return Finding.Good(Name, $"The data folder \"{folder}\" can be written to.");
    }

    /// <summary>What keeps everyone else out: the folder itself, else what lies in it.</summary>
    private static IEnumerable<string> Private(string folder) =>
        !IsOpen(folder)
            ? []
            : [folder, .. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)];

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    private static string? NotWritable(string folder)
    {
        var path = Path.Combine(folder, $".doctor-{Guid.NewGuid():n}");
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            file.WriteByte(0);
            file.Flush();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
