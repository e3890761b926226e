using System.Diagnostics;
using System.Globalization;

namespace InboxMind.Benchmarks;

/// <summary>What a whole process took and printed.</summary>
internal sealed record ProcessRun(double Seconds, long PeakKilobytes, string Output);

/// <summary>Runs programs and measures them.</summary>
internal static class Processes
{
    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    public static async Task<ProcessRun> TimeAsync(
        string program, string[] arguments, CancellationToken cancellation, (string Name, string Value)? variable = null)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        if (variable is { } set)
            info.Environment[set.Name] = set.Value;
        await SettleAsync(cancellation);
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        long peak = 0;
        while (!process.WaitForExit(50))
            peak = Math.Max(peak, Peak(process.Id));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var text = await output;
        return process.ExitCode == 0 ? new ProcessRun(seconds, peak, text) : throw new InvalidOperationException($"{program} failed with exit code {process.ExitCode}.");
    }

    /// <summary>Lets the disk write what earlier runs left to it: who waits for the disk to be sure would otherwise pay for who does
    /// not.</summary>
    private static async Task SettleAsync(CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var sync = Process.Start("sync");
        await sync.WaitForExitAsync(cancellation);
    }

    /// <summary>The process's peak resident memory so far, where the system tells it.</summary>
    private static long Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It ended just now.
        }
    }
}
