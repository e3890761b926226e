using System.Text.Json;
using InboxMind.Core.Sync.Runs;
using InboxMind.Functions.Sync;
using InboxMind.Functions.Tests.Durable;

namespace InboxMind.Functions.Tests.Sync;

public sealed class SyncAllMailboxesTests
{
    private static readonly SyncAllInput Input = new(Shard: 0, Shards: 1, SideBySide: 20, TurnSeconds: 240);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void RunAsync_AnyOrderOfEvents_ReplaysFromEveryPrefix(int seed)
    {
        var world = new MailboxWorld(420, seed, static (number, tried) => (number % 11, tried) switch
        {
            (3, 1) => MailboxWorld.Transient,
            (4, _) => MailboxWorld.Transient,
            (5, < 3) => nameof(SyncResult.More),
            (6, _) => nameof(SyncResult.NeedsReconnect),
            (7, _) => MailboxWorld.Ended,
            _ => nameof(SyncResult.Done),
        });

        var generations = world.Run(Input);

        generations.Count.ShouldBeGreaterThan(3, "more than one of a round, and more than one round");
        foreach (var generation in generations)
            Replay.EachPrefix(SyncAllMailboxes.RunAsync, generation).ShouldBe(generation.Episodes.Count + 1);
        foreach (var sub in world.Subs)
            Replay.EachPrefix(SyncOneMailbox.RunAsync, sub);
    }

    [Fact]
    public void RunAsync_TenThousandDue_SyncsEachOnceInSmallHistories()
    {
        var world = new MailboxWorld(10_000, 42, static (number, tried) => (number % 100, tried) switch
        {
            (7, 1) => MailboxWorld.Transient,
            (13, _) => nameof(SyncResult.NeedsReconnect),
            (23, _) => nameof(SyncResult.RetryLater),
            (42, _) => MailboxWorld.Ended,
            (66, _) => nameof(SyncResult.Failed),
            _ => nameof(SyncResult.Done),
        });

        var generations = world.Run(Input);

        world.Turns.Count.ShouldBe(10_000);
        world.Turns.Values.ShouldAllBe(static turns => turns == 1);
        var counts = JsonSerializer.Deserialize<SyncCounts>(generations[^1].Result!)!;
        counts.ShouldBe(new SyncCounts
        {
            Rounds = 1,
            Turns = 10_000,
            Done = 9_600,
            NeedsReconnect = 100,
            RetryLater = 100,
            Failed = 200,
            Added = 99_000,
            Deleted = 9_900,
        });
        var largest = generations.Max(HistorySize.Of);
        TestContext.Current.TestOutputHelper?.WriteLine($"{generations.Count} generations, the largest of {largest} bytes");
        largest.ShouldBeLessThan(1_048_576);
        world.Subs.Max(HistorySize.Of).ShouldBeLessThan(65_536);
        foreach (var generation in generations)
            generation.Input!.Length.ShouldBeLessThan(1_000);
        Replay.EachPrefix(SyncAllMailboxes.RunAsync, generations[0]);
        Replay.EachPrefix(SyncAllMailboxes.RunAsync, generations[^1]);
    }

    [Fact]
    public void RunAsync_MailAlwaysFails_DoesNotStopTheOthersAndIsNotRunAgain()
    {
        var world = new MailboxWorld(50, 3, static (number, _) => number == 9 ? MailboxWorld.Transient : nameof(SyncResult.Done));

        var generations = world.Run(Input);

        world.Turns.Count.ShouldBe(49);
        JsonSerializer.Deserialize<SyncCounts>(generations[^1].Result!)!.Failed.ShouldBe(1);
        world.Order.Count(static n => n == 9).ShouldBe(1, "it waits for the next start");
        world.Subs.Single(static s => s.Actions.Count > 1).Actions.Count(static a => a.Kind == ActionKind.Activity).ShouldBe(3);
    }

    [Fact]
    public void RunAsync_MoreToDo_ComesAgainAfterAllTheOthers()
    {
        var world = new MailboxWorld(100, 5, static (number, tried) => number == 0
            && tried <= 3 ? nameof(SyncResult.More) : nameof(SyncResult.Done));

        var generations = world.Run(Input with { SideBySide = 4 });

        world.Turns[0].ShouldBe(4);
        world.Order.Skip(100).ShouldAllBe(static n => n == 0);
        var counts = JsonSerializer.Deserialize<SyncCounts>(generations[^1].Result!)!;
        (counts.Rounds, counts.Turns, counts.More, counts.Done).ShouldBe((4, 103L, 3L, 100L));
    }

    [Fact]
    public void RunAsync_RoundThatEndsAtOnce_IsFollowedAMinuteAfterItBegan()
    {
        var world = new MailboxWorld(1, 5, static (_, tried) => tried <= 3 ? nameof(SyncResult.More) : nameof(SyncResult.Done));

        var generations = world.Run(Input);

        generations.Zip(generations.Skip(1)).ShouldAllBe(static pair => pair.Second.Start - pair.First.Start >= SyncAllMailboxes.MinRound);
    }

    [Fact]
    public void RunAsync_OneIsSlow_TheOthersGoOn()
    {
        var most = 0;
        var world = new MailboxWorld(60, 5, static (_, _) => nameof(SyncResult.Done))
        {
            Next = outstanding =>
            {
                var subs = outstanding.Where(static a => a.Kind == ActionKind.SubOrchestration).ToList();
                most = Math.Max(most, subs.Count);
                return outstanding.FirstOrDefault(static a => a.Kind != ActionKind.SubOrchestration || MailboxWorld.NumberOf(a) != 1);
            },
        };

        world.Run(Input with { SideBySide = 3 });

        world.Order.Count.ShouldBe(60);
        world.Order[^1].ShouldBe(1);
        most.ShouldBe(3);
    }

    [Fact]
    public void RunAsync_NothingDue_EndsAfterOneLook()
    {
        var generation = new MailboxWorld(0, 1, static (_, _) => "").Run(Input).ShouldHaveSingleItem();

        generation.Actions.ShouldHaveSingleItem().Name.ShouldBe(nameof(ListDueMailboxes));
    }

    [Fact]
    public void RunAsync_EachGeneration_HasTheCountsAsItsStatusFromItsStart()
    {
        var generations = new MailboxWorld(300, 1, static (_, _) => nameof(SyncResult.Done)).Run(Input);

        generations.Count.ShouldBe(2);
        generations.Select(static generation => generation.StatusBefore[0]).ShouldAllBe(static status => status != null);
        JsonSerializer.Deserialize<SyncCounts>(generations[1].StatusBefore[0]!)!.Turns.ShouldBe(250);
    }

    [Fact]
    public void RunAsync_History_HoldsIdsAndCountsOnly()
    {
        var world = new MailboxWorld(3, 1, static (number, _) => number == 1 ? MailboxWorld.Transient : nameof(SyncResult.Done));

        var generation = world.Run(Input).ShouldHaveSingleItem();

        JsonDocument.Parse(generation.Actions.First(static a => a.Kind == ActionKind.SubOrchestration).Input).RootElement.EnumerateObject()
            .Select(static p => p.Name).ShouldBe(["User", "Mailbox", "TurnSeconds"]);
        JsonDocument.Parse(generation.Episodes.SelectMany(static e => e.Completions).Last().Result!).RootElement.EnumerateObject()
            .Select(static p => p.Name).ShouldBe(["Result", "Found", "Added", "Deleted"]);
    }
}
