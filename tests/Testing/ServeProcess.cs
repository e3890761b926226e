using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Testing;

/// <summary><c>inboxmind serve</c> in a process of its own, on a free port of this machine.</summary>
public sealed partial class ServeProcess : IDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly TaskCompletionSource<Uri> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServeProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Its address, by the name <c>localhost</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The link that signs one browser in as the local user.</summary>
    public Uri Link { get; private set; } = null!;

    /// <summary>Everything it wrote so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="data">Its data folder.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="startedIn">The folder it is started in; null for this process's own.</param>
    /// <param name="program">The program; the one beside the tests unless given.</param>
    /// <param name="arguments">What else it is given.</param>
    /// <param name="port">Its port; 0 for a free one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<ServeProcess> StartAsync(
        string data, IEnumerable<KeyValuePair<string, string>>? settings = null, string? startedIn = null, string? program = null,
        string[]? arguments = null, int port = 0, CancellationToken cancellation = default)
    {
        string[] all = ["serve", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data, .. arguments ?? []];
        var start = program is null ? ServerProcess.StartInfo(all) : new ProcessStartInfo(program, all);
        start.WorkingDirectory = startedIn;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var (name, value) in settings ?? [])
            start.Environment[name] = value;
        var serve = new ServeProcess(start);
        try
        {
            var link = await serve._link.Task.WaitAsync(Start, TimeProvider.System, cancellation);
            serve.Link = link;
            serve.Address = new Uri(link, "/");
            return serve;
        }
        catch
        {
            serve.Dispose();
            throw;
        }
    }

    /// <summary>Resident memory and processor time so far.</summary>
    public (long Megabytes, TimeSpan Cpu) Sample()
    {
        _process.Refresh();
        return (_process.WorkingSet64 / (1024 * 1024), _process.TotalProcessorTime);
    }

    /// <summary>Files, connections and the like that it has open, and its threads.</summary>
    public (int Handles, int Threads) Count()
    {
        _process.Refresh();
        return (_process.HandleCount, _process.Threads.Count);
    }

    /// <summary>Ends it as a power cut would: without a word (SIGKILL).</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            _link.TrySetException(new InvalidOperationException($"serve ended before it listened: {Output}"));
            return;
        }

        _lines.Enqueue(line);
        if (SignInLink().Match(line) is { Success: true } found)
            _link.TrySetResult(new Uri(found.Value));
    }

    [GeneratedRegex(@"http://localhost:\d+/api/v1/auth/local\?code=\S+")]
    private static partial Regex SignInLink();
}
