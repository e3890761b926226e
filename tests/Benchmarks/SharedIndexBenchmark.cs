using System.Diagnostics;
using System.Globalization;
using Azure.Core;
using InboxMind.Azure.Index;
using InboxMind.Azure.Storage;
using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Index.Shared;
using InboxMind.Embedded.Storage;

namespace InboxMind.Benchmarks;

/// <summary>The index in blobs beside the same index on this disk: what new mail moves, and searches that are cold and warm. Mails are
/// made up: words as often as in a language, and two pieces each with vectors of 384 dimensions.</summary>
internal static class SharedIndexBenchmark
{
    private const int Batch = 200;
    private const int NewMails = 30;
    private const int Rounds = 40;
    private const int Queries = 150;
    private const int Dimensions = 384;
    private const string Model = "made-up@1/384";
    private static readonly int[] Latencies = [0, 20, 50];

    public static async Task<int> RunAsync(string connection, int messages, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("inboxmind-benchmark-").FullName;
        var owner = new Owner(new UserId($"benchmark-{Guid.NewGuid():n}"));
        var made = new MadeUpMails(7, Dimensions);
        try
        {
            using var files = new IndexFiles(new DataFolder(Path.Combine(folder, "local")));
            var local = new SqliteMailIndex(files);
            var writer = new Instance(connection, Path.Combine(folder, "writer"), TimeSpan.Zero);
            for (var i = 0; i < messages; i += Batch)
            {
                var mails = made.Next(Math.Min(Batch, messages - i));
                await local.WriteAsync(owner, Model, mails, cancellation);
                await writer.Index.WriteAsync(owner, Model, mails, cancellation);
            }

            var filled = writer.Meter.Take();
            Say($"{messages} messages, file {Megabytes(files.SizeOf(owner).Bytes)} MB; written in batches of {Batch}: "
                + $"{filled.Calls} calls, {Megabytes(filled.Up)} MB sent");
            var (moved, calls, times) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < Rounds; i++)
            {
                var mails = made.Next(NewMails);
                await local.WriteAsync(owner, Model, mails, cancellation);
                times.Add(await TimeAsync(() => writer.Index.WriteAsync(owner, Model, mails, cancellation)));
                var taken = writer.Meter.Take();
                moved.Add(Megabytes(taken.Up + taken.Down));
                calls.Add(taken.Calls);
            }

            Say($"{NewMails} new mails, {Rounds} times: MB moved median {Median(moved)}, mean {moved.Average():0.00}, "
                + $"max {moved.Max():0.00}; calls median {Median(calls)}, max {calls.Max()}; ms median {Median(times):0}");
            foreach (var latency in Latencies)
                await ReadAsync(owner, local, writer, made, connection, folder, latency, cancellation);
            await writer.Indexes.EraseAsync(owner, cancellation);
            writer.Dispose();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ReadAsync(
        Owner owner, SqliteMailIndex local, Instance writer, MadeUpMails made, string connection, string folder, int latency,
        CancellationToken cancellation)
    {
        using var reader = new Instance(connection, Path.Combine(folder, $"reader{latency}"), TimeSpan.FromMilliseconds(latency));
        var cold = await TimeAsync(() => reader.Index.SearchAsync(owner, Question(made), cancellation));
        var fetched = reader.Meter.Take();
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i < 3 * Queries; i++)
        {
            var question = Question(made);
            var (one, other) = (0.0, 0.0);
            if (i % 2 == 0)
                other = await TimeAsync(() => local.SearchAsync(owner, question, cancellation));
            one = await TimeAsync(() => reader.Index.SearchAsync(owner, question, cancellation));
            if (i % 2 != 0)
                other = await TimeAsync(() => local.SearchAsync(owner, question, cancellation));
            if (i < Queries)
                continue;
            ours.Add(one);
            theirs.Add(other);
        }

        var asked = reader.Meter.Take();
        var mails = made.Next(NewMails);
        await local.WriteAsync(owner, Model, mails, cancellation);
        await writer.Index.WriteAsync(owner, Model, mails, cancellation);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TimeProvider.System, cancellation);
        var after = await TimeAsync(() => reader.Index.SearchAsync(owner, Question(made), cancellation));
        var followed = reader.Meter.Take();
        Say($"{latency} ms added a call: cold {cold:0} ms, {fetched.Calls} calls, {Megabytes(fetched.Down)} MB; "
            + $"warm p50 {Median(ours)} ms, p95 {ours.Order().ElementAt(ours.Count * 95 / 100):0.00} ms (on disk {Median(theirs)}, "
            + $"{theirs.Order().ElementAt(theirs.Count * 95 / 100):0.00}; ratio of p50 {Median(ours) / Median(theirs):0.00}), "
            + $"{(double)asked.Calls / (3 * Queries):0.000} calls a search; after {NewMails} mails elsewhere {after:0} ms, "
            + $"{followed.Calls} calls, {Megabytes(followed.Down)} MB");
    }

    private static IndexQuery Question(MadeUpMails made) =>
        new(QueryParser.Parse(made.Words(3), TimeZoneInfo.Utc, default), Model, made.Vector(), 20);

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values) => Math.Round(values.Order().ElementAt(values.Count() / 2), 2);

    private static double Megabytes(long bytes) => Math.Round(bytes / 1e6, 2);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);

    /// <summary>An instance with its own disk.</summary>
    private sealed class Instance : IDisposable
    {
        private readonly SharedIndexFolder _folder;

        public Instance(string connection, string disk, TimeSpan latency)
        {
            Meter = new CallMeter(latency);
            var clients = new StorageClients(
                StorageSettings.OfConnection(connection), options => options.AddPolicy(Meter, HttpPipelinePosition.PerRetry));
            _folder = new SharedIndexFolder(new DataFolder(disk));
            Indexes = new SharedIndexes(_folder, new BlobIndexStorage(clients), new SharedIndexSettings(), TimeProvider.System);
            Index = new SharedMailIndex(Indexes);
        }

        public CallMeter Meter { get; }

        public SharedIndexes Indexes { get; }

        public SharedMailIndex Index { get; }

        public void Dispose()
        {
            Indexes.Dispose();
            _folder.Dispose();
        }
    }
}
