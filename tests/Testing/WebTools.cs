using System.Diagnostics;

namespace InboxMind.Testing;

/// <summary>Node.js with the packages of <c>web/</c>, which build the web page and drive a browser.</summary>
public static class WebTools
{
    /// <summary>The sources of the web page.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Folder, "web");

    private static string Chromium { get; } = Environment.GetEnvironmentVariable("INBOXMIND_CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>Skips the test without the packages, or fails it in CI.</summary>
    public static void Require()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "vite")))
            Miss("The web page's packages are not installed: run npm ci in web.");
    }

    /// <summary>Skips the test without the packages or a browser, or fails it in CI.</summary>
    public static void RequireBrowser()
    {
        Require();
        if (!File.Exists(Chromium))
            Miss("Chromium is not installed: install Debian's chromium, or name another by INBOXMIND_CHROMIUM.");
    }

    /// <summary>Runs a script of the sources to its end.</summary>
    /// <param name="settings">Environment variables.</param>
    /// <param name="arguments">The script and what it is given.</param>
    public static async Task<CliResult> RunAsync(IEnumerable<KeyValuePair<string, string>> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var cancellation = TestContext.Current.CancellationToken;
            var (output, error) = (
                process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            return new CliResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static void Miss(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
