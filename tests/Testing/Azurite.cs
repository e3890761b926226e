using System.Diagnostics;
using System.Text.RegularExpressions;

namespace InboxMind.Testing;

/// <summary>npm's azurite, the storage service of Azure, in a process of its own on free ports of 127.0.0.1. It keeps everything in
/// memory unless it is given a folder.</summary>
public sealed partial class Azurite : IAsyncLifetime
{
    /// <summary>The key that every Azurite and the documentation of Azure have.</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Dictionary<string, string> _ports = [];
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

    private static string Program { get; } =
        Path.Combine(Repository.Folder, "tests", "Azurite", "node_modules", "azurite", "dist", "src", "azurite.js");

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

    /// <summary>Where it keeps everything, so that it is there again after <see cref="Stop"/> and <see cref="StartAsync"/>; null for its
    /// memory.</summary>
    public string? Folder { get; init; }

    public async ValueTask InitializeAsync()
    {
        if (IsInstalled)
            await StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    /// <summary>Starts it; again on the ports that it had.</summary>
    public async Task StartAsync()
    {
        string[] arguments =
        [
            Program, "--blobHost", "127.0.0.1", "--blobPort", Port("Blob"), "--queueHost", "127.0.0.1", "--queuePort", Port("Queue"),
            "--tableHost", "127.0.0.1", "--tablePort", Port("Table"), "--silent", "--disableTelemetry",
            .. Folder is null ? (string[])["--inMemoryPersistence"] : ["--location", Folder],
        ];
        _process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var listening = new HashSet<string>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
            else if (Listening().Match(line.Data) is { Success: true } found && listening.Add(found.Groups[1].Value))
                _ports[found.Groups[1].Value] = found.Groups[2].Value;
            if (listening.Count == 3)
                ready.TrySetResult();
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(5), TimeProvider.System);
        _connection = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{_ports["Blob"]}/devstoreaccount1;"
            + $"QueueEndpoint=http://127.0.0.1:{_ports["Queue"]}/devstoreaccount1;"
            + $"TableEndpoint=http://127.0.0.1:{_ports["Table"]}/devstoreaccount1";
    }

    /// <summary>Ends it, whatever it is at.</summary>
    public void Stop()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    private string Port(string service) => _ports.GetValueOrDefault(service, "0");

    [GeneratedRegex(@"^Azurite (Blob|Queue|Table) service is successfully listening at http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
