using System.Diagnostics;
using System.Globalization;

namespace InboxMind.Benchmarks;

/// <summary>What a whole process took and printed. Where the machine has other work, its own time tells more than the clock.</summary>
internal sealed record ProcessRun(double Seconds, double OwnSeconds, long PeakKilobytes, string Output, string Errors);

/// <summary>Runs programs and measures them.</summary>
internal static class Processes
{
    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    public static async Task<ProcessRun> TimeAsync(
        string program, string[] arguments, CancellationToken cancellation, (string Name, string Value)? variable = null)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (variable is { } set)
            info.Environment[set.Name] = set.Value;
        await SettleAsync(cancellation);
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        long peak = 0;
        double own = 0;
        while (!process.WaitForExit(20))
            (peak, own) = (Math.Max(peak, Peak(process.Id)), Math.Max(own, OwnSeconds(process.Id)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (text, told) = (await output, await errors);
        return process.ExitCode == 0
            ? new ProcessRun(seconds, own, peak, text, told)
            : throw new InvalidOperationException($"{program} failed with exit code {process.ExitCode}: {told}");
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

    /// <summary>The time that the process had on a processor so far, where the system tells it.</summary>
    public static double OwnSeconds(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
        }
        catch (IOException)
        {
            return 0; // It ended just now.
        }
    }

    /// <summary>The process's peak resident memory so far, where the system tells it.</summary>
    public static long Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It ended just now.
        }
    }
}
