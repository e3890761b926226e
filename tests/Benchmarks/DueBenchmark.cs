using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Azure.Sync;
using InboxMind.Core.Sync;
using InboxMind.Testing;
using InboxMind.Testing.Cosmos;

namespace InboxMind.Benchmarks;

/// <summary>Many mailboxes that are due at once, on Cosmos DB in memory: each gets its turn once, page by page and a bounded number side by
/// side, and then nothing is due. A turn is what the store has to do for a mailbox without news; there is no mail server.</summary>
internal static class DueBenchmark
{
    private const int Page = 100;

    private static readonly MailboxId Home = new("home");

    public static async Task<int> RunAsync(int mailboxes, int shards, int sideBySide, CancellationToken cancellation)
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

        var mailbox = new Mailbox(Home, MailboxKind.Imap, "Home") { Sync = SyncChoice.Default with { Enabled = true } };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, mailboxes), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation },
            async (i, stop) => await store.SaveAsync(new Owner(new UserId($"user-{i}")), mailbox, stop));
        var before = Calls(database);
        var start = Stopwatch.GetTimestamp();
        var turns = new ConcurrentDictionary<UserId, int>();
        var (running, most) = (0, 0);
        var dueBy = time.GetUtcNow();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, shards), new ParallelOptions { MaxDegreeOfParallelism = shards, CancellationToken = cancellation },
            async (shard, stop) => await RoundAsync(shard, stop));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var calls = Calls(database) - before;
        var left = (await directory.DuePageAsync(time.GetUtcNow(), SyncShard.All, after: null, Page, cancellation)).Mailboxes.Count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mailboxes} due in {shards} shards: {turns.Count} had a turn, {turns.Values.Count(static n => n > 1)} more than one, "
            + $"{left} are due afterwards, {most} side by side at most, {calls / (double)mailboxes:0.0} calls a turn, "
            + $"{mailboxes / seconds:0} turns a second"));
        return turns.Count == mailboxes && left == 0 ? 0 : 1;

        async Task RoundAsync(int shard, CancellationToken stop)
        {
            DuePosition? after = null;
            do
            {
                var page = await directory.DuePageAsync(dueBy, new SyncShard(shard, shards), after, Page, stop);
                await Parallel.ForEachAsync(
                    page.Mailboxes, new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = stop },
                    async (due, each) => await TurnAsync(new Owner(due.User), each));
                after = page.Next;
            }
            while (after is not null);
        }

        async Task TurnAsync(Owner owner, CancellationToken stop)
        {
            Raise(Interlocked.Increment(ref running));
            if (await states.AcquireAsync(owner, Home, $"turn-{owner.User}", TimeSpan.FromMinutes(1), stop) is { } lease)
            {
                await states.GetAsync(owner, Home, stop);
                await states.ListFoldersAsync(owner, Home, stop);
                var next = time.GetUtcNow().AddMinutes(15);
                await states.SaveAsync(
                    owner, lease, new SyncRecord { Mailbox = Home, State = SyncState.UpToDate, NextRun = next }, stop);
                await states.ReleaseAsync(owner, lease, stop);
                turns.AddOrUpdate(owner.User, 1, static (_, n) => n + 1);
            }

            Interlocked.Decrement(ref running);
        }

        void Raise(int now)
        {
            for (var seen = most; now > seen; seen = most)
                Interlocked.CompareExchange(ref most, now, seen);
        }
    }

    private static long Calls(CosmosDatabase database) => database.Charges.Snapshot().Values.Sum(static c => c.Calls);
}
