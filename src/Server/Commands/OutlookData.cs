using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using InboxMind.Core.Import;
using InboxMind.Core.Text;

namespace InboxMind.Server.Commands;

/// <summary>Data files of Outlook (.pst, .ost), unpacked for an import by <c>readpst</c> where that is installed, into folders that go with
/// this.</summary>
internal sealed class OutlookData : IDisposable
{
    /// <summary>What a data file unpacks to at most: attachments grow by a third, and each mail has its header as text.</summary>
    private const int MaxGrowth = 8;

    private const long MaxSmall = 256L * 1024 * 1024;

    /// <summary>Characters of what the program says that are kept.</summary>
    private const int MaxSaid = 4_000;

    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(500);

    private readonly string _program;
    private readonly List<(DirectoryInfo Folder, string Path)> _unpacked = [];

    /// <param name="program">The program that unpacks.</param>
    public OutlookData(string program = "readpst") => _program = program;

    /// <summary>A text with the names of the user's files in the place of the folders that they were unpacked to.</summary>
    public string Told(string text) =>
        _unpacked.Aggregate(text, static (told, one) => told.Replace(one.Folder.FullName, one.Path, StringComparison.Ordinal));

    /// <summary>Gives the paths of an import with a folder in the place of each data file.</summary>
    /// <exception cref="ImportException">One cannot be unpacked.</exception>
    public async Task<string[]> UnpackAsync(string[] paths, bool deleted, CancellationToken cancellation)
    {
        var all = new List<string>();
        foreach (var path in paths)
            all.Add(IsDataFile(path) ? await UnpackAsync(path, deleted, cancellation) : path);
        return [.. all];
    }

    public void Dispose()
    {
        foreach (var (folder, _) in _unpacked)
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It lies in the system's temporary folder, where it is for its owner alone and goes in time.
            }
        }
    }

    private static bool IsDataFile(string path)
    {
        try
        {
            if (!File.Exists(path))
                return false;
            Span<byte> head = stackalloc byte[4];
            using var file = File.OpenRead(path);
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("!BDN"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The import says why it cannot be read.
            return false;
        }
    }

    private async Task<string> UnpackAsync(string path, bool deleted, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("inboxmind-outlook-");
        _unpacked.Add((folder, path));
        var start = new ProcessStartInfo(_program) { RedirectStandardError = true, RedirectStandardOutput = true };

        // A file for each mail, in folders named as in Outlook, in UTF-8, one after the other.
        string[] options = ["-e", "-8", "-te", "-q", "-j", "0", .. deleted ? ["-D"] : Array.Empty<string>(), "-o", folder.FullName];
        foreach (var argument in options.Append(Path.GetFullPath(path)))
            start.ArgumentList.Add(argument);
        using var process = Start(start, path);
        try
        {
            var output = SaidAsync(process.StandardOutput, cancellation);
            var errors = SaidAsync(process.StandardError, cancellation);
            await WatchAsync(process, folder, path, cancellation);
            await output;
            return process.ExitCode == 0
                ? folder.FullName
                : throw new ImportException(
                    $"{path} cannot be unpacked: {_program} says \"{TerminalText.Line(MailLimits.Begin((await errors).Trim(), 300))}\".");
        }
        finally
        {
            // With what it started: a script in the program's place would leave that running.
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Waits for the end of the program, and ends it when it writes more than such a file can hold.</summary>
    private async Task WatchAsync(Process process, DirectoryInfo folder, string path, CancellationToken cancellation)
    {
        var most = Math.Max(MaxSmall, new FileInfo(path).Length * MaxGrowth);
        var end = process.WaitForExitAsync(cancellation);
        while (await Task.WhenAny(end, Task.Delay(Watch, TimeProvider.System, cancellation)) != end)
            Check(folder, path, most);
        await end;
        Check(folder, path, most);
    }

    private void Check(DirectoryInfo folder, string path, long most)
    {
        if (folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(static f => f.Exists ? f.Length : 0) > most)
            throw new ImportException($"{path} cannot be unpacked: {_program} writes more than a file of its size can hold.");
    }

    /// <summary>The beginning of what a program says; the rest is read and thrown away, or it would wait for a reader.</summary>
    private static async Task<string> SaidAsync(StreamReader output, CancellationToken cancellation)
    {
        var said = new StringBuilder();
        var piece = new char[MaxSaid];
        while (await output.ReadAsync(piece, cancellation) is var count and > 0)
            said.Append(piece, 0, Math.Min(count, MaxSaid - said.Length));
        return said.ToString();
    }

    private static Process Start(ProcessStartInfo start, string path)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new ImportException(
                $"{path} is an Outlook data file. Install readpst (Debian and Ubuntu: pst-utils, macOS: libpst), and import it again.");
        }
    }
}
