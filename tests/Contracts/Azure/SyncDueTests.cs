using System.Diagnostics;
using System.Globalization;
using InboxMind.Azure.Storage;
using InboxMind.Azure.Work;
using InboxMind.Core.Sync.Due;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Contracts.Azure;

/// <summary>Routine syncs through the queues of a storage account.</summary>
public sealed class SyncDueTests : IAsyncLifetime
{
    private const int Workers = 8;
    private const int Shards = 4;

    /// <summary>Of its own: the test counts what is in the queue.</summary>
    private readonly Azurite _azurite = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _azurite.InitializeAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    /// <summary><c>INBOXMIND_DUE_MAILBOXES</c> makes it one of more mailboxes, and says how fast it was.</summary>
    [Fact]
    public async Task Schedule_ManyDueMailboxesAndSeveralWorkers_EachHasOneTurnAndTheQueueRunsEmpty()
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("INBOXMIND_DUE_MAILBOXES"), CultureInfo.InvariantCulture, out var asked) ? asked : 3_000;
        var queue = new AzureWorkQueue(new StorageClients(StorageSettings.OfConnection(_azurite.ConnectionString)), TimeProvider.System);
        var world = new DueWorld(count, Shards, TimeSpan.FromDays(1), TimeProvider.System);
        var due = new QueueDueMailboxes(world, queue, TimeProvider.System);
        using var slots = new TurnSlots(20);
        var work = new DoDueWork(
            due, new TakeDueTurns(world, world, slots, TimeProvider.System, NullLogger<TakeDueTurns>.Instance));
        var (start, most, items) = (Stopwatch.GetTimestamp(), 0L, 0);

        while (world.CountDue() > 0)
        {
            await due.AskAsync(Shards, Cancellation);
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync()));
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} mailboxes, {items} items, {most} at once at most, {world.Looks - count} found nothing to do, {seconds:0.0} s, "
            + $"{count / seconds:0} a second"));
        world.Turns.Count.ShouldBe(count);
        world.Turns.Values.ShouldAllBe(static t => t.Count == 1);
        world.Overlaps.ShouldBe(0);
        most.ShouldBeLessThanOrEqualTo(Shards * (QueueDueMailboxes.LowWater + QueueDueMailboxes.HighWater + 5 + 1));
        (await queue.CountAsync(WorkQueues.SyncDue, Cancellation)).ShouldBeLessThanOrEqualTo(
            4 * Workers, "what a call took whose answer was lost comes again later, and finds nothing to do");
        (await queue.ListPoisonedAsync(WorkQueues.SyncDue, 10, Cancellation)).ShouldBeEmpty();

        async Task WorkAsync()
        {
            while (await queue.ReceiveAsync(WorkQueues.SyncDue, 4, TimeSpan.FromMinutes(5), Cancellation) is { Count: > 0 } taken)
            {
                InterlockedMax(await queue.CountAsync(WorkQueues.SyncDue, Cancellation));
                foreach (var item in taken)
                    (await work.DoAsync(item.Body, item.DequeueCount, Cancellation)).ShouldBeEmpty();
                await queue.CompleteAsync(WorkQueues.SyncDue, taken, Cancellation);
                Interlocked.Add(ref items, taken.Count);
            }
        }

        void InterlockedMax(long now)
        {
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
                Interlocked.CompareExchange(ref most, now, seen);
        }
    }
}
