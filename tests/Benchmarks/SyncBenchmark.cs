using System.Globalization;
using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Benchmarks;

/// <summary>Whole processes against one Dovecot on loopback: <c>inboxmind sync</c> into an empty data folder, and <c>mbsync</c> with
/// its default settings into an empty Maildir; then both again, with nothing to do.</summary>
internal static class SyncBenchmark
{
    private const string User = "bench";
    private const string Variable = "SYNC_BENCHMARK_PASSWORD";

    public static async Task<int> RunAsync(string mail, string program, int messages, int runs, CancellationToken cancellation)
    {
        using var server = Dovecot.Start();
        var maildir = Mails.Replicate(mail, messages);
        server.Deliver(User, Directory.EnumerateFiles(Path.Combine(maildir, "cur")).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes));
        Directory.Delete(maildir, recursive: true);
        var (stored, whole, theirs) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            var ours = await OursAsync(program, server, cancellation);
            var (mbsync, mbsyncAgain) = await MbsyncAsync(server, cancellation);
            if (run == 0)
                continue; // The first of each warms the caches.
            stored.Add(messages / ours.Stored);
            whole.Add(messages / ours.Whole);
            theirs.Add(messages / mbsync);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"run {run}: inboxmind {messages / ours.Stored:0} messages/s stored ({ours.Stored:0.00} s), {messages / ours.Whole:0} "
                    + $"messages/s indexed too "
                + $"({ours.Whole:0.00} s), peak {ours.Peak / 1024} MB, again {ours.Again:0.000} s; mbsync {messages / mbsync:0} messages/s "
                + $"({mbsync:0.00} s), "
                + $"again {mbsyncAgain:0.000} s; ratio {mbsync / ours.Stored:0.00}"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median: inboxmind {Processes.Median(stored):0} messages/s stored, {Processes.Median(whole):0} indexed too; mbsync "
                + $"{Processes.Median(theirs):0} messages/s; "
            + $"ratio {Processes.Median(stored) / Processes.Median(theirs):0.00}"));
        return 0;
    }

    private static async Task<(double Stored, double Whole, long Peak, double Again)> OursAsync(
        string program, Dovecot server, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("inboxmind-benchmark-data-").FullName;
        try
        {
            string[] arguments = ["sync", $"imap://{User}@127.0.0.1:{server.Port}", "--password-env", Variable, "--data", data, "--json"];
            var first = await Processes.TimeAsync(program, arguments, cancellation, (Variable, Dovecot.Password));
            using var json = JsonDocument.Parse(first.Output.TrimEnd().Split('\n')[^1]);
            var again = await Processes.TimeAsync(program, arguments, cancellation, (Variable, Dovecot.Password));
            return (json.RootElement.GetProperty("stored_seconds").GetDouble(), first.Seconds, first.PeakKilobytes, again.Seconds);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<(double First, double Again)> MbsyncAsync(Dovecot server, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("inboxmind-benchmark-mbsync-").FullName;
        try
        {
            var config = Path.Combine(folder, "mbsyncrc");
            await File.WriteAllTextAsync(
                config,
                $"""
                IMAPStore far
                Host 127.0.0.1
                Port {server.Port}
                User {User}
                Pass {Dovecot.Password}
                SSLType None
                AuthMechs LOGIN

                MaildirStore near
                Path {folder}/mail/
                Inbox {folder}/mail/INBOX
                SubFolders Verbatim

                Channel all
                Far :far:
                Near :near:
                Patterns INBOX
                Create Near
                SyncState *
                Sync Pull

                """,
                cancellation);
            Directory.CreateDirectory(Path.Combine(folder, "mail"));
            var first = await Processes.TimeAsync("mbsync", ["-q", "-c", config, "all"], cancellation);
            var again = await Processes.TimeAsync("mbsync", ["-q", "-c", config, "all"], cancellation);
            return (first.Seconds, again.Seconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
