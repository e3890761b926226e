using System.Diagnostics;
using System.Text.RegularExpressions;

namespace InboxMind.Load;

/// <summary><c>inboxmind serve</c> as a process of its own.</summary>
internal sealed partial class ServeProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServeProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ServeProcess> StartAsync(string program, string data, IEnumerable<string> environment, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo(program, ["serve", "--port", "0", "--data", data]) { RedirectStandardOutput = true };
        foreach (var variable in environment.Select(static v => v.Split('=', 2)))
            info.Environment[variable[0]] = variable[1];
        var process = Process.Start(info)!;
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (AddressLine().Match(line) is not { Success: true } match)
                continue;

            // What it says later is read, or it would wait for a reader.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new ServeProcess(process, new Uri(match.Groups[1].Value));
        }

        throw new InvalidOperationException($"{program} serve ended with exit code {process.ExitCode}.");
    }

    /// <summary>Resident memory and processor time so far.</summary>
    public (long Megabytes, TimeSpan Cpu) Sample()
    {
        _process.Refresh();
        return (_process.WorkingSet64 / (1024 * 1024), _process.TotalProcessorTime);
    }

    /// <summary>Resident memory now and after every interval until it is stopped.</summary>
    public async Task<List<long>> WatchMemoryAsync(TimeSpan interval, CancellationToken stop)
    {
        var samples = new List<long> { Sample().Megabytes };
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                samples.Add(Sample().Megabytes);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        return samples;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"listens on (http://\S+)")]
    private static partial Regex AddressLine();
}
