using System.Security.Cryptography;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Backup;

/// <summary>A folder that is filled under another name beside its place and moved there when all of it is good: what is seen is whole. It
/// is for its owner alone, and takes the place of nothing but an empty folder.</summary>
internal sealed class NewFolder : IDisposable
{
    private readonly string _place;
    private bool _isDone;

    /// <param name="place">Its place.</param>
    /// <param name="from">The folder that is copied: one within the other would be lost with it.</param>
    /// <exception cref="BackupException">There is something already, or its place is within the other folder.</exception>
    public NewFolder(string place, string from)
    {
        _place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        var other = Path.TrimEndingDirectorySeparator(Path.GetFullPath(from));
        if ($"{_place}{Path.DirectorySeparatorChar}".StartsWith($"{other}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            throw new BackupException($"\"{_place}\" lies within \"{other}\" and would be lost with it; name a folder elsewhere.");
        if (File.Exists(_place) || (Directory.Exists(_place) && Directory.EnumerateFileSystemEntries(_place).Any()))
            throw new BackupException($"\"{_place}\" is there already and is not overwritten; name a new or an empty folder.");
        Temporary = $"{_place}.{Guid.NewGuid():n}.tmp";
        DataFolder.Create(Temporary);
    }

    /// <summary>Where it is filled.</summary>
    public string Temporary { get; }

    /// <summary>The path of a file in it; its folder is made.</summary>
    public string For(string name)
    {
        var path = Path.Combine(Temporary, Path.Combine(name.Split('/')));
        DataFolder.Create(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Copies a file into it, and has it on the disk.</summary>
    /// <returns>The copy, with its digest.</returns>
    public async Task<BackupFile> CopyAsync(string name, string from, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var source = File.OpenRead(from);
        await using var copy = OwnerFiles.Make(For(name));
        var buffer = new byte[1 << 20];
        var bytes = 0L;
        for (int read; (read = await source.ReadAsync(buffer, cancellation)) > 0; bytes += read)
        {
            hash.AppendData(buffer, 0, read);
            await copy.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        copy.Flush(flushToDisk: true);
        return new BackupFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Describes a file that lies in it.</summary>
    public async Task<BackupFile> DescribeAsync(string name, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(For(name));
        return new BackupFile(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)));
    }

    /// <summary>Moves it to its place.</summary>
    public void Done()
    {
        if (Directory.Exists(_place))
            Directory.Delete(_place);
        Directory.Move(Temporary, _place);
        _isDone = true;
    }

    public void Dispose()
    {
        if (!_isDone)
            Directory.Delete(Temporary, recursive: true);
    }
}
