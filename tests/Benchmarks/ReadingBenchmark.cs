using System.Diagnostics;
using System.Globalization;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Benchmarks;

/// <summary>Reading mails on one thread against MimeKit's bare parse of the same bytes, in turn. Processor time counts, so that a busy
/// machine changes little.</summary>
internal static class ReadingBenchmark
{
    public static Task<int> RunAsync(string mail, int runs, CancellationToken cancellation)
    {
        var mails = Directory.EnumerateFiles(mail, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes).ToList();
        var reader = new MimeReader(TimeProvider.System);
        List<double> ours = [], bare = [], ratios = [];
        for (var run = 0; run <= runs; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            var parsing = Time(mails, Parse);
            var reading = Time(mails, raw => reader.TryRead(UserId.Local, raw, DateTimeOffset.UnixEpoch));
            if (run == 0)
                continue; // The first of each warms up.
            ours.Add(mails.Count / reading);
            bare.Add(mails.Count / parsing);
            ratios.Add(parsing / reading);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"run {run}: reading {ours[^1]:0} messages/s, MimeKit's parse {bare[^1]:0} messages/s, ratio {ratios[^1]:0.000}"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median: reading {Processes.Median(ours):0} messages/s, MimeKit's parse {Processes.Median(bare):0} messages/s, ratio "
                + $"{Processes.Median(ratios):0.000}, of {mails.Count} mails"));
        return Task.FromResult(0);
    }

    private static void Parse(byte[] raw)
    {
        try
        {
            using var stream = new MemoryStream(raw, writable: false);
            using var message = MimeKit.MimeMessage.Load(stream);
        }
        catch (FormatException)
        {
            // No mail; reading it is no dearer.
        }
    }

    /// <summary>Seconds of processor time.</summary>
    private static double Time(List<byte[]> mails, Action<byte[]> read)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        foreach (var raw in mails)
            read(raw);
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }
}
