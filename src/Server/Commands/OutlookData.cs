using System.ComponentModel;
using System.Diagnostics;
using InboxMind.Core.Import;
using InboxMind.Core.Text;

namespace InboxMind.Server.Commands;

/// <summary>Data files of Outlook (.pst, .ost), unpacked for an import by <c>readpst</c> where that is installed, into folders that go with
/// this.</summary>
internal sealed class OutlookData : IDisposable
{
    private const string Program = "readpst";

    private readonly List<DirectoryInfo> _unpacked = [];

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
        foreach (var folder in _unpacked)
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
        _unpacked.Add(folder);
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true };

        // A file for each mail, in folders named as in Outlook, in UTF-8, one after the other.
        string[] options = ["-e", "-8", "-te", "-q", "-j", "0", .. deleted ? ["-D"] : Array.Empty<string>(), "-o", folder.FullName];
        foreach (var argument in options.Append(Path.GetFullPath(path)))
            start.ArgumentList.Add(argument);
        using var process = Start(start, path);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = await process.StandardError.ReadToEndAsync(cancellation);
            await output;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? folder.FullName
                : throw new ImportException(
                    $"{path} cannot be unpacked: {Program} says \"{TerminalText.Line(MailLimits.Begin(errors.Trim(), 300))}\".");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
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
                $"{path} is an Outlook data file. Install {Program} (Debian and Ubuntu: pst-utils, macOS: libpst), and import it again.");
        }
    }
}
