using System.Diagnostics;
using System.Text.RegularExpressions;

namespace InboxMind.Testing;

/// <summary>npm's azurite, the storage service of Azure, in a process of its own on free ports of 127.0.0.1. It keeps everything in
/// memory.</summary>
public sealed partial class Azurite : IAsyncLifetime
{
    /// <summary>The key that every Azurite and the documentation of Azure have.</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private Process? _process;
    private string _connection = "";

    public static bool IsInstalled => File.Exists(Program);

    /// <summary>The connection string; skips the test without Azurite, or fails it in CI.</summary>
    public string ConnectionString
    {
        get
        {
            Require();
            return _connection;
        }
    }

    private static string Program { get; } = Path.Combine(Repository.Folder, "tests", "Azurite", "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>Skips the test without Azurite, or fails it in CI.</summary>
    public static void Require()
    {
        if (IsInstalled)
            return;
        const string reason = "Azurite is not installed: run npm ci in tests/Azurite.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
            return;
        string[] arguments =
        [
            Program, "--blobHost", "127.0.0.1", "--blobPort", "0", "--queueHost", "127.0.0.1", "--queuePort", "0", "--tableHost", "127.0.0.1",
            "--tablePort", "0", "--inMemoryPersistence", "--silent", "--disableTelemetry",
        ];
        _process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var ports = new Dictionary<string, string>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
            else if (Listening().Match(line.Data) is { Success: true } found)
                ports[found.Groups[1].Value] = found.Groups[2].Value;
            if (ports.Count == 3)
                ready.TrySetResult();
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(5), TimeProvider.System);
        _connection = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{ports["Blob"]}/devstoreaccount1;QueueEndpoint=http://127.0.0.1:{ports["Queue"]}/devstoreaccount1;"
            + $"TableEndpoint=http://127.0.0.1:{ports["Table"]}/devstoreaccount1";
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"^Azurite (Blob|Queue|Table) service is successfully listening at http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
