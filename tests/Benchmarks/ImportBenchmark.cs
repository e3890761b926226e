using System.Globalization;
using InboxMind.Testing;

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
            var ratios = new List<double>();
            for (var run = 0; run <= runs; run++)
            {
                var (seconds, peak) = await OursAsync(program, maildir, cancellation);
                var mu = await MuAsync(maildir, cancellation);
                if (run == 0)
                    continue; // The first of each warms the disk's cache.
                ours.Add(count / seconds);
                theirs.Add(count / mu);
                ratios.Add(mu / seconds);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"run {run}: inboxmind {count / seconds:0} messages/s ({seconds:0.00} s, peak {peak / 1024} MB), mu {count / mu:0} "
                        + $"messages/s ({mu:0.00} s), ratio {mu / seconds:0.00}"));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"median: inboxmind {Processes.Median(ours):0} messages/s, mu {Processes.Median(theirs):0} messages/s, ratio "
                    + $"{Processes.Median(ratios):0.00}"));
            return 0;
        }
        finally
        {
            Directory.Delete(maildir, recursive: true);
        }
    }

    private static async Task<(double Seconds, long PeakKilobytes)> OursAsync(
        string program, string maildir, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("inboxmind-benchmark-data-").FullName;
        try
        {
            var run = await Processes.TimeAsync(program, ["import", maildir, "--data", data, "--json"], cancellation);
            return (run.Seconds, run.PeakKilobytes);
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
            await Processes.TimeAsync("mu", ["init", "--quiet", $"--muhome={home}", $"--maildir={maildir}"], cancellation);
            return (await Processes.TimeAsync("mu", ["index", "--quiet", $"--muhome={home}"], cancellation)).Seconds;
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
