using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Azure.Storage;
using InboxMind.Azure.Sync;
using InboxMind.Azure.Work;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Due;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Work;
using InboxMind.Testing;
using InboxMind.Testing.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Benchmarks;

/// <summary>Many mailboxes that are due at once, on Cosmos DB in memory and the queue of a storage account: looks queue them, workers give
/// each its turn, and then nothing is due. A turn is what the store has to do for a mailbox without news; there is no mail
/// server.</summary>
internal static class DueBenchmark
{
    private const int Workers = 4;
    private const int AtATime = 4;

    private static readonly MailboxId Home = new("home");

    public static async Task<int> RunAsync(
        string connection, int mailboxes, int shards, int sideBySide, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var server = new CosmosServer();
        using var database = new CosmosDatabase(
            CosmosSettings.OfEmulator(CosmosServer.Endpoint, CosmosServer.Key),
            options => options.HttpClientFactory = () => new HttpClient(new CosmosHandler(server), disposeHandler: true));
        var lookUps = new MailLookUps(database, time);
        var writer = new MailWriter(database, lookUps, time);
        var leftovers = new MailLeftovers(database, writer, lookUps, new RawMailInMemory(), time);
        var writing = new MailboxWriter(writer, lookUps);
        var store = new CosmosMailboxStore(database, writer, writing, leftovers);
        var states = new CosmosSyncStateStore(database, writer, writing, time);
        var directory = new CosmosDirectory(database, writer, lookUps);
        await FillAsync();

        var queue = new AzureWorkQueue(new StorageClients(StorageSettings.OfConnection(connection)), time);
        var due = new QueueDueMailboxes(directory, queue, time);
        var turns = new StoreTurns(states, time);
        using var slots = new TurnSlots(sideBySide);
        var work = new DoDueWork(due, new TakeDueTurns(turns, states, slots, time, NullLogger<TakeDueTurns>.Instance));
        var (before, start) = (Calls(database), Stopwatch.GetTimestamp());
        var (items, waiting) = (0, 0L);
        while (turns.Taken.Count < mailboxes)
        {
            await due.AskAsync(shards, cancellation);
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync()));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{turns.Taken.Count} had a turn after {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var left = (await directory.DuePageAsync(time.GetUtcNow(), SyncShard.All, after: null, 10, cancellation)).Mailboxes.Count;
        var again = turns.Taken.Values.Count(static n => n > 1);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mailboxes} due in {shards} shards: {turns.Taken.Count} had a turn, {again} more than one, {left} are due afterwards; "
            + $"{items} items, {waiting} waiting at most; {turns.Most} turns side by side at most, "
            + $"{(Calls(database) - before) / (double)mailboxes:0.0} calls a turn, {mailboxes / seconds:0} turns a second"));
        return again == 0 && left == 0 ? 0 : 1;

        Task FillAsync()
        {
            var mailbox = new Mailbox(Home, MailboxKind.Imap, "Home") { Sync = SyncChoice.Default with { Enabled = true } };
            var record =
                new SyncRecord { Mailbox = Home, State = SyncState.UpToDate, LastSuccess = time.GetUtcNow(), NextRun = time.GetUtcNow() };
            return Parallel.ForEachAsync(
                Enumerable.Range(0, mailboxes), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation },
                async (i, stop) =>
                {
                    var owner = new Owner(new UserId($"user-{i}"));
                    await store.SaveAsync(owner, mailbox, stop);
                    var lease = await states.AcquireAsync(owner, Home, "fill", TimeSpan.FromMinutes(1), stop);
                    await states.SaveAsync(owner, lease!, record, stop);
                    await states.ReleaseAsync(owner, lease!, stop);
                });
        }

        async Task WorkAsync()
        {
            while (await queue.ReceiveAsync(WorkQueues.SyncDue, AtATime, TimeSpan.FromMinutes(5), cancellation) is { Count: > 0 } taken)
            {
                var now = await queue.CountAsync(WorkQueues.SyncDue, cancellation);
                for (var seen = Volatile.Read(ref waiting); now > seen; seen = Volatile.Read(ref waiting))
                    Interlocked.CompareExchange(ref waiting, now, seen);
                foreach (var item in taken)
                    await work.DoAsync(item.Body, item.DequeueCount, cancellation);
                await queue.CompleteAsync(WorkQueues.SyncDue, taken, cancellation);
                Interlocked.Add(ref items, taken.Count);
            }
        }
    }

    private static long Calls(CosmosDatabase database) => database.Charges.Snapshot().Values.Sum(static c => c.Calls);

    /// <summary>Turns that do what the store has to do.</summary>
    private sealed class StoreTurns(CosmosSyncStateStore states, TimeProvider time) : ISyncTurns
    {
        private int _running, _most;

        /// <summary>How many each user had.</summary>
        public ConcurrentDictionary<UserId, int> Taken { get; } = [];

        /// <summary>How many there were at once.</summary>
        public int Most => _most;

        public async Task<SyncTurn> TakeAsync(
            Owner owner, MailboxId mailbox, string holder, TimeSpan budget, CancellationToken cancellation)
        {
            var now = Interlocked.Increment(ref _running);
            for (var seen = _most; now > seen; seen = _most)
                Interlocked.CompareExchange(ref _most, now, seen);
            try
            {
                if (await states.AcquireAsync(owner, mailbox, holder, TimeSpan.FromMinutes(1), cancellation) is not { } lease)
                    return new SyncTurn(SyncResult.Busy);
                var record = await states.GetAsync(owner, mailbox, cancellation);
                await states.ListFoldersAsync(owner, mailbox, cancellation);
                await states.SaveAsync(owner, lease, record.Agree(time.GetUtcNow(), TimeSpan.FromHours(12), remark: null), cancellation);
                await states.ReleaseAsync(owner, lease, cancellation);
                Taken.AddOrUpdate(owner.User, 1, static (_, n) => n + 1);
                return new SyncTurn(SyncResult.Done);
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
    }
}
