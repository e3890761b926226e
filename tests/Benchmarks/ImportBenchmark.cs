using System.Diagnostics;
using System.Globalization;

namespace InboxMind.Benchmarks;

/// <summary>Whole processes: <c>inboxmind import</c> into an empty data folder against <c>mu init</c> and <c>mu index</c>.</summary>
internal static class ImportBenchmark
{
    public static async Task<int> RunAsync(string mail, string program, int runs, CancellationToken cancellation)
    {
        var maildir = Mails.ToMaildir(mail);
        var count = Directory.EnumerateFiles(Path.Combine(maildir, "cur")).Count();
        try
        {
            var ours = new List<double>();
            var theirs = new List<double>();
            for (var run = 0; run <= runs; run++)
            {
                var (seconds, peak) = await OursAsync(program, maildir, cancellation);
                var mu = await MuAsync(maildir, cancellation);
                if (run == 0)
                    continue; // The first of each warms the disk's cache.
                ours.Add(count / seconds);
                theirs.Add(count / mu);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"run {run}: inboxmind {count / seconds:0} messages/s ({seconds:0.00} s, peak {peak / 1024} MB), mu {count / mu:0} messages/s ({mu:0.00} s), ratio {mu / seconds:0.00}"));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"median: inboxmind {Median(ours):0} messages/s, mu {Median(theirs):0} messages/s, ratio {Median(ours) / Median(theirs):0.00}"));
            return 0;
        }
        finally
        {
            Directory.Delete(maildir, recursive: true);
        }
    }

    private static async Task<(double Seconds, long PeakKilobytes)> OursAsync(string program, string maildir, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("inboxmind-benchmark-data-").FullName;
        try
        {
            return await TimeAsync(program, ["import", maildir, "--data", data, "--json"], cancellation);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<double> MuAsync(string maildir, CancellationToken cancellation)
    {
        var home = Directory.CreateTempSubdirectory("inboxmind-benchmark-mu-").FullName;
        try
        {
            await TimeAsync("mu", ["init", "--quiet", $"--muhome={home}", $"--maildir={maildir}"], cancellation);
            return (await TimeAsync("mu", ["index", "--quiet", $"--muhome={home}"], cancellation)).Seconds;
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<(double Seconds, long PeakKilobytes)> TimeAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        long peak = 0;
        while (!process.WaitForExit(50))
            peak = Math.Max(peak, Peak(process.Id));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await output;
        return process.ExitCode == 0 ? (seconds, peak) : throw new InvalidOperationException($"{program} failed with exit code {process.ExitCode}.");
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
