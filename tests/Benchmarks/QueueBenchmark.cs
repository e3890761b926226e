using System.Diagnostics;
using System.Globalization;
using InboxMind.Azure.Storage;
using InboxMind.Azure.Work;
using InboxMind.Core;
using InboxMind.Core.Import;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Benchmarks;

/// <summary>From the queue into the index: how fast a backlog drains, how soon a single mail is searchable at rest, and how many calls to
/// the storage account that takes; the embedded queue in the same run is what it is compared with.</summary>
internal static class QueueBenchmark
{
    private const int Singles = 10;

    public static async Task<int> RunAsync(
        string mail, string connection, int messages, int idsPerItem, CancellationToken cancellation)
    {
        var maildir = Mails.Replicate(mail, messages + Singles);
        try
        {
            var embedded = await MeasureAsync("embedded queue", maildir, messages, idsPerItem, static _ => { }, null, cancellation);
            var calls = new CallCounter();
            var clients = new StorageClients(StorageSettings.OfConnection(connection), options =>
                options.AddPolicy(calls, global::Azure.Core.HttpPipelinePosition.PerRetry));
            var storage = await MeasureAsync(
                "Storage queue", maildir, messages, idsPerItem,
                services => services.AddSingleton(clients).AddSingleton<IWorkQueue, AzureWorkQueue>(), calls, cancellation);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture, $"Storage queue to embedded queue, messages a second: {storage / embedded:0.00}"));
            return 0;
        }
        finally
        {
            Directory.Delete(maildir, recursive: true);
        }
    }

    /// <returns>Messages drained a second.</returns>
    private static async Task<double> MeasureAsync(
        string name, string maildir, int messages, int idsPerItem, Action<IServiceCollection> configure, CallCounter? calls,
        CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("inboxmind-benchmark-data-").FullName;
        try
        {
            var collection = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddInboxMindCore();
            configure(collection);
            await using var services = collection.AddInboxMindEmbedded(data).BuildServiceProvider();
            var queue = services.GetRequiredService<IWorkQueue>();
            if (await queue.CountAsync(WorkQueues.IndexMail, cancellation) > 0)
                throw new InvalidOperationException("The queue index-mail is not empty.");
            var ids = await StoreAsync(services, maildir, cancellation);

            calls?.Reset();
            foreach (var some in ids.Take(messages).Chunk(idsPerItem))
                await queue.SendAsync(WorkQueues.IndexMail, [.. IndexMailWork.Bodies(UserId.Local, some)], cancellation);
            var sent = calls?.Reset();

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var start = Stopwatch.GetTimestamp();
            var working = Task.Run(() => services.GetRequiredService<QueueWorker<IndexMailHandler>>().RunAsync(stop.Token), stop.Token);
            await WaitAsync(services, ids[..messages], TimeSpan.FromMilliseconds(50), cancellation);
            var rate = messages / Stopwatch.GetElapsedTime(start).TotalSeconds;
            var drained = calls?.Reset();
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{name}: {messages} messages, {idsPerItem} an item: {rate:0} messages/s"));
            if (sent is not null)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  calls per 1,000 messages: {1000.0 * (sent + drained)!.Value / messages:0.0} ({1000.0 * sent.Value / messages:0.0} "
                        + $"to send)"));
            }

            await RestAsync(services, ids[messages..], calls, cancellation);
            await stop.CancelAsync();
            await working.ContinueWith(static _ => { }, TaskScheduler.Default);
            return rate;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<List<EmailId>> StoreAsync(ServiceProvider services, string maildir, CancellationToken cancellation)
    {
        var reader = services.GetRequiredService<MimeReader>();
        var store = services.GetRequiredService<IMailStore>();
        var ids = new List<EmailId>();
        long uid = 0;
        foreach (var batch in MailFiles.Open([maildir]).Read(cancellation).Chunk(100))
        {
            var mails = new List<MailToSave>();
            foreach (var raw in batch)
            {
                if (reader.TryRead(UserId.Local, raw.Bytes, raw.FallbackDate).Mail is { } read)
                    mails.Add(
                        new MailToSave(read.Message, read.References, new Placement(MailboxId.Imported, "INBOX", 0, ++uid, MailFlags.None),
                            raw.Bytes));
            }

            ids.AddRange((await store.SaveAsync(Owner.Local, mails, cancellation)).Select(static o => o.Id));
        }

        return [.. ids.Distinct()];
    }

    /// <summary>One mail at a time, each after the worker has come to rest.</summary>
    private static async Task RestAsync(ServiceProvider services, List<EmailId> ids, CallCounter? calls, CancellationToken cancellation)
    {
        var queue = services.GetRequiredService<IWorkQueue>();
        var times = new List<double>();
        var clock = Stopwatch.GetTimestamp();
        calls?.Reset();
        foreach (var id in ids)
        {
            // Not in step with the worker's looks.
            await Task.Delay(TimeSpan.FromMilliseconds(5_000 + (137 * times.Count)), TimeProvider.System, cancellation);
            var start = Stopwatch.GetTimestamp();
            await queue.SendAsync(WorkQueues.IndexMail, [.. IndexMailWork.Bodies(UserId.Local, [id])], cancellation);
            await WaitAsync(services, [id], TimeSpan.FromMilliseconds(5), cancellation);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  at rest, from queued to searchable: p50 {times[times.Count / 2]:0.00} s, max {times[^1]:0.00} s"));
        if (calls is not null)
        {
            var minutes = Stopwatch.GetElapsedTime(clock).TotalMinutes;
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  calls a minute at rest, one queue: {calls.Reset() / minutes:0}"));
        }
    }

    private static async Task WaitAsync(
        ServiceProvider services, IReadOnlyCollection<EmailId> ids, TimeSpan pace, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<IMailStore>();
        while (true)
        {
            ids = [.. await store.UnindexedAsync(Owner.Local, ids, cancellation)];
            if (ids.Count == 0)
                return;
            await Task.Delay(pace, TimeProvider.System, cancellation);
        }
    }
}
