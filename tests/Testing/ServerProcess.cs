using System.Diagnostics;

namespace InboxMind.Testing;

/// <summary>The built program, with any command, in a process of its own.</summary>
public sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    public ServerProcess(params string[] args)
        : this(StartInfo(args))
    {
    }

    private ServerProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _out = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The program's file; the build puts it beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "inboxmind.dll");

    public bool HasExited => _process.HasExited;

    /// <summary>Runs a command to its end.</summary>
    /// <param name="settings">Environment variables.</param>
    /// <param name="args">The command.</param>
    public static async Task<CliResult> RunAsync(IEnumerable<KeyValuePair<string, string>> settings, params string[] args)
    {
        using var process = Start(settings, args);
        return await process.EndAsync();
    }

    /// <summary>Starts a command.</summary>
    /// <param name="settings">Environment variables.</param>
    /// <param name="args">The command.</param>
    public static ServerProcess Start(IEnumerable<KeyValuePair<string, string>> settings, params string[] args)
    {
        var start = StartInfo(args);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new ServerProcess(start);
    }

    public async Task<CliResult> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(_process.ExitCode, await _out, await _error);
    }

    /// <summary>Ends it as a power cut would: without a word (SIGKILL).</summary>
    /// <returns>Whether it still ran.</returns>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode != 0;
    }

    /// <summary>As <see cref="KillAsync"/>, for who cannot wait otherwise.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    internal static ProcessStartInfo StartInfo(params string[] args) => new("dotnet", [Program, .. args]);
}
