using InboxMind.Core.Sync.Due;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Sync.Due;

/// <summary>Routine syncs by items of the queue.</summary>
public sealed class DueMailboxesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schedule_HundredThousandMailboxesWithRoomToSpare_EachHasItsTurnsAndNothingPilesUp()
    {
        const int mailboxes = 100_000;
        using var run = new DueRun(mailboxes, shards: 10);

        // Of 20 mailboxes each: a fifth more than the 6,667 mailboxes that come due in a minute.
        await run.PassAsync(minutes: 61, itemsPerMinute: 400);

        run.World.Turns.Count.ShouldBe(mailboxes, "every one had a turn");
        run.World.Turns.Values.ShouldAllBe(static t => t.Count >= 3);
        Gaps(run).ShouldAllBe(static gap => gap >= DueRun.Interval && gap <= DueRun.Interval + TimeSpan.FromMinutes(2));
        run.World.Overlaps.ShouldBe(0);
        run.Queue.Most.ShouldBeLessThanOrEqualTo(Bound(shards: 10));
        run.Waiting.Skip(30).Max().ShouldBeLessThanOrEqualTo(10 * QueueDueMailboxes.LowWater, "the first rush is over");
        var turns = run.World.Turns.Values.Sum(static t => t.Count);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{turns} turns; {run.Queue.Sent} items, {run.Queue.Most} at once at most, {run.Waiting.Skip(30).Max()} after half an hour; "
            + $"{run.World.Looks - turns} found nothing to do; longest wait {Gaps(run).Max() - DueRun.Interval}");
        (run.World.Looks - turns).ShouldBeLessThan(turns / 10, "few came twice, and found nothing to do");
    }

    /// <summary>A half and a tenth of the workers that it takes.</summary>
    [Theory]
    [InlineData(20_000, 2, 180, 34, 1)]
    [InlineData(40_000, 4, 400, 13, 3)]
    public async Task Schedule_TooFewWorkers_IsFairAndBounded(int mailboxes, int shards, int minutes, int items, int ahead)
    {
        using var run = new DueRun(mailboxes, shards);

        await run.PassAsync(minutes, items);

        run.Queue.Most.ShouldBeLessThanOrEqualTo(Bound(shards));
        run.World.Turns.Count.ShouldBe(mailboxes, "no one is forgotten, in no shard");
        (run.World.Turns.Values.Max(static t => t.Count) - run.World.Turns.Values.Min(static t => t.Count))
            .ShouldBeLessThanOrEqualTo(ahead);
        var turns = run.World.Turns.Values.Sum(static t => t.Count);
        turns.ShouldBeGreaterThan(minutes * items * 20 * 85 / 100, "the workers do little for nothing");
    }

    [Fact]
    public async Task Schedule_SomeAlwaysFail_OthersHaveTheirTurnsAndTheyAreTriedAgain()
    {
        using var run = new DueRun(1_000, shards: 1);
        run.World.Turn = static (user, _) =>
            user.Value.EndsWith('7') ? throw new SyncTurnException(nameof(IOException)) : SyncResult.Done;

        await run.PassAsync(minutes: 16, itemsPerMinute: 100);

        var (failing, well) = (run.World.Turns.Where(static t => t.Key.EndsWith('7')).ToList(),
            run.World.Turns.Where(static t => !t.Key.EndsWith('7')).ToList());
        (failing.Count, well.Count).ShouldBe((100, 900));
        failing.ShouldAllBe(static t => t.Value.Count == 16, "once a look");
        well.ShouldAllBe(static t => t.Value.Count == 2);
        (await run.Queue.ListPoisonedAsync(WorkQueues.SyncDue, 10, Cancellation)).ShouldBeEmpty("a mailbox is no poison");
    }

    [Fact]
    public async Task Schedule_NeverSyncedOrMoreThanARoutineTurn_IsSaidToBeBehind()
    {
        using var run = new DueRun(40, shards: 1);
        run.World.Renew(new UserId("user-000003"));
        run.World.Turn = static (user, _) => user.Value == "user-000005" ? SyncResult.More : SyncResult.Done;

        await run.PassAsync(minutes: 1, itemsPerMinute: 100);

        run.Behind.Select(static b => b.User).ShouldBe(["user-000003", "user-000005"], ignoreOrder: true);
        run.World.Turns.ShouldNotContainKey("user-000003");
    }

    [Fact]
    public async Task Schedule_NothingIsDone_AsksNoMoreAndTheQueueStops()
    {
        using var run = new DueRun(30_000, shards: 1);
        await run.PassAsync(minutes: 1, itemsPerMinute: 1);
        var full = run.Waiting[^1];

        await run.PassAsync(minutes: 60, itemsPerMinute: 0);

        full.ShouldBe(QueueDueMailboxes.HighWater);
        run.Waiting[^1].ShouldBe(full);
    }

    [Fact]
    public async Task Schedule_AskedWhileALookWaits_TheSecondFindsTheQueueFilled()
    {
        using var run = new DueRun(30_000, shards: 1);
        await run.PassAsync(minutes: 5, itemsPerMinute: 0);
        run.Waiting[^1].ShouldBe(5, "looks");

        await run.PassAsync(minutes: 1, itemsPerMinute: 6);

        run.Waiting[^1].ShouldBeInRange(
            QueueDueMailboxes.HighWater - 10, QueueDueMailboxes.HighWater + 10, "one look filled it; those behind it did nothing");
    }

    [Fact]
    public async Task DoAsync_HandedOutAgain_QueuesEachMailboxAlone()
    {
        using var run = new DueRun(40, shards: 1);
        await run.PassAsync(minutes: 1, itemsPerMinute: 1);
        foreach (var item in await run.Queue.ReceiveAsync(WorkQueues.SyncDue, 32, TimeSpan.FromMinutes(1), Cancellation))
            await run.Queue.ReleaseAsync(WorkQueues.SyncDue, item, TimeSpan.Zero, Cancellation);

        await run.PassAsync(minutes: 1, itemsPerMinute: 2);

        run.World.Turns.ShouldBeEmpty();
        var alone = await run.Queue.ReceiveAsync(WorkQueues.SyncDue, 32, TimeSpan.FromMinutes(1), Cancellation);
        alone.Select(static i => DueWork.Parse(i.Body)).Where(static w => w.Look is null).ShouldAllBe(static w => w.Mailboxes!.Count == 1);
    }

    [Fact]
    public async Task TakeAsync_ATurnThatHangs_IsStoppedAndTheOthersAreDone()
    {
        var time = new FakeTimeProvider();
        var world = new DueWorld(4, 1, DueRun.Interval, time);
        var hanging = new HangingTurns(world, "user-000002");
        using var slots = new TurnSlots(2);
        var take = new TakeDueTurns(hanging, world, slots, time, NullLogger<TakeDueTurns>.Instance);

        var taking = take.TakeAsync([.. Enumerable.Range(0, 4).Select(static i => new DueTurn($"user-00000{i}", "home"))], Cancellation);
        await hanging.Hangs.WaitAsync(Cancellation);
        while (world.Turns.Count < 3)
            await Task.Yield();
        taking.IsCompleted.ShouldBeFalse();
        time.Advance(TakeDueTurns.EndBudget);

        (await taking).ShouldBeEmpty("it stays due");
        world.Turns.Keys.ShouldBe(["user-000000", "user-000001", "user-000003"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"mailboxes":[]}""")]
    [InlineData("""{"mailboxes":[null]}""")]
    [InlineData("""{"mailboxes":[{"user":"../x","mailbox":"m"}]}""")]
    [InlineData("""{"mailboxes":[{"user":"anna"}]}""")]
    [InlineData("""{"look":{"number":3,"of":3}}""")]
    [InlineData("""{"look":{"number":-1,"of":3}}""")]
    [InlineData("""{"look":{"number":0,"of":0}}""")]
    public async Task DoAsync_NoSuchItem_IsSetAsideAfterItsTries(string body)
    {
        using var run = new DueRun(20, shards: 1);
        await run.Queue.SendAsync(WorkQueues.SyncDue, [body], Cancellation);

        await run.PassAsync(minutes: 1, itemsPerMinute: 100);

        (await run.Queue.ListPoisonedAsync(WorkQueues.SyncDue, 10, Cancellation)).ShouldHaveSingleItem().Body.ShouldBe(body);
        run.World.Turns.Count.ShouldBe(20, "the others go on");
    }

    private sealed class HangingTurns(DueWorld world, string user) : ISyncTurns
    {
        private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Hangs => _hangs.Task;

        public async Task<SyncTurn> TakeAsync(
            Owner owner, MailboxId mailbox, string holder, TimeSpan budget, CancellationToken cancellation)
        {
            if (owner.User.Value == user)
            {
                _hangs.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(cancellation);
            }

            return await world.TakeAsync(owner, mailbox, holder, budget, cancellation);
        }
    }

    /// <summary>Items that there can be at most: a page more than is wanted, and the looks themselves.</summary>
    private static int Bound(int shards) => shards * (QueueDueMailboxes.LowWater + QueueDueMailboxes.HighWater + 5 + 1);

    private static IEnumerable<TimeSpan> Gaps(DueRun run) =>
        run.World.Turns.Values.SelectMany(static t => t.Zip(t.Skip(1)).Select(static p => p.Second - p.First));
}
