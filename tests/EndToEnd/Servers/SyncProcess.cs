using System.Diagnostics;
using InboxMind.Testing;

namespace InboxMind.EndToEnd.Servers;

/// <summary><c>inboxmind sync</c> in a process of its own.</summary>
internal static class SyncProcess
{
    private const string Variable = "TEST_MAILBOX_PASSWORD";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "inboxmind.dll");

    /// <summary>Syncs until it ends, or until it is killed as by a power cut.</summary>
    /// <param name="port">Where the server is.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="onStart">Given what kills it.</param>
    /// <param name="more">More options.</param>
    /// <returns>The exit code, and all that it wrote.</returns>
    public static async Task<(int Code, string Output)> RunAsync(
        int port, string data, Action<Action>? onStart = null, params string[] more)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Program, "sync", $"imap://{TestMailServer.User}@127.0.0.1:{port}", "--password-env", Variable, "--data", data,
                "--json", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Variable] = Dovecot.Password;
        using var process = Process.Start(start)!;
        onStart?.Invoke(process.Kill);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
