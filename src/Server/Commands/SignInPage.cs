using System.ComponentModel;
using System.Diagnostics;
using System.Net;

namespace InboxMind.Server.Commands;

/// <summary>Opens the person's browser at the link that signs it in. The browser is given a file that only they may read and that leads
/// there: what a program is started with can be seen by everybody on the machine.</summary>
internal sealed class SignInPage(string folder) : IDisposable
{
    private readonly string _path = Path.GetFullPath(Path.Combine(folder, "sign-in.html"));

    /// <returns>Whether a browser was started.</returns>
    public async Task<bool> OpenAsync(string link, CancellationToken cancellation)
    {
        Dispose();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var address = WebUtility.HtmlEncode(link);
        try
        {
            await using (var file = new StreamWriter(_path, options))
            {
                await file.WriteAsync(
                    ("<!doctype html><meta charset=\"utf-8\"><title>InboxMind</title>"
                        + $"<meta http-equiv=\"refresh\" content=\"0;url={address}\">").AsMemory(),
                    cancellation);
            }

            using var browser = Process.Start(new ProcessStartInfo(_path) { UseShellExecute = true });
            return true;
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // The link is printed too.
            return false;
        }
    }

    /// <summary>Removes the file. Its link works once, and for ten minutes.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays with the person's own files and is worth nothing any more.
        }
    }
}
