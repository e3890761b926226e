using InboxMind.Core.Sync;
using InboxMind.Durable.Tests.Engine;
using InboxMind.Functions.Sync;
using Microsoft.DurableTask.Client;

namespace InboxMind.Durable.Tests.Sync;

public sealed class SyncAllMailboxesTests
{
    private const string User = "0123456789abcdef0123456789abcdef";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>No more time than one batch takes.</summary>
    private static readonly SyncAllInput Input = new(Shard: 0, Shards: 1, SideBySide: 20, TurnSeconds: 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_MoreThanAGenerationHolds_SyncsEachOnceInSmallHistories()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("INBOXMIND_DURABLE_MAILBOXES"), out var asked) ? asked : 600;
        await using var world = await EngineWorld.StartAsync(new MailServers(), Cancellation);
        await world.App.ConnectAsync(User, Ids(count), Cancellation);

        var (counts, state) = await RunAsync(world, Input);

        counts.ShouldBe(new SyncCounts { Rounds = 1, Turns = count, Done = count });
        state.ReadCustomStatusAs<SyncCounts>().ShouldBe(counts);
        world.Servers.Connections.Count.ShouldBe(count);
        world.Servers.Connections.Values.ShouldAllBe(static n => n == 1);
        world.Servers.MostAtOnce.ShouldBeInRange(2, 20);
        var generations = world.Engine.Store.HistoriesOf(nameof(SyncAllMailboxes)).ToList();
        generations.Count.ShouldBe((count + SyncAllMailboxes.MaxTurns - 1) / SyncAllMailboxes.MaxTurns);
        var largest = generations.Max(static g => g.Size);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{generations.Count} generations, the largest of {generations.Max(static g => g.Events.Count)} events and {largest} bytes");
        largest.ShouldBeLessThan(1_048_576);
        world.Engine.Store.HistoriesOf(nameof(SyncOneMailbox)).Max(static h => h.Size).ShouldBeLessThan(65_536);
    }

    [Fact]
    public async Task Run_MoreToDo_ComesAgainAfterAllTheOthers()
    {
        const string large = "google-large";
        await using var world = await EngineWorld.StartAsync(new MailServers { Mails = static m => m == large ? 1_000 : 1 }, Cancellation);
        await world.App.ConnectAsync(User, [large, .. Ids(30)], Cancellation);

        var (counts, _) = await RunAsync(world, Input with { SideBySide = 4 });

        counts.Done.ShouldBe(31);
        counts.More.ShouldBeGreaterThan(1);
        counts.Rounds.ShouldBe((int)counts.More + 1);
        counts.Added.ShouldBe(1_000, "the others' one mail is among the large one's");
        world.Servers.Order.Count(static m => m == large).ShouldBe(counts.Rounds);
        world.Servers.Order.Skip(31).ShouldAllBe(static m => m == large);
        world.Engine.Store.HistoriesOf(nameof(SyncAllMailboxes)).Count().ShouldBe(counts.Rounds);
        world.Engine.Store.Timers.ShouldAllBe(static t => t.Wait > TimeSpan.Zero && t.Wait <= SyncAllMailboxes.MinRound);
    }

    [Fact]
    public async Task Run_SomeFail_TheOthersAreSyncedAndWhatMayPassIsTriedAgain()
    {
        var servers = new MailServers
        {
            Connecting = static (mailbox, tried) => (mailbox[^1], tried) switch
            {
                ('1', 1) => throw new IOException("the disk is away for a moment"),
                ('2', _) => throw new IOException("the disk is away"),
                ('3', _) => throw new MailServerException(MailServerTrouble.Refused, "The password is wrong."),
                ('4', _) => throw new MailServerException(MailServerTrouble.Transient, "The server is down."),
                ('5', _) => throw new InvalidDataException("unforeseen"),
                _ => Task.CompletedTask,
            },
        };
        await using var world = await EngineWorld.StartAsync(servers, Cancellation);
        await world.App.ConnectAsync(User, Ids(40), Cancellation);

        var (counts, _) = await RunAsync(world, Input);

        counts.ShouldBe(new SyncCounts { Rounds = 1, Turns = 40, Done = 24, NeedsReconnect = 4, RetryLater = 4, Failed = 8 });
        servers.Connections.Where(static c => c.Key[^1] == '2').ShouldAllBe(static c => c.Value == 3);
        servers.Connections.Where(static c => c.Key[^1] is '3' or '4' or '5').ShouldAllBe(static c => c.Value == 1);

        // After the last try the framework sets one more timer, which fires at once.
        world.Engine.Store.Timers.Select(static t => (int)Math.Round(t.Wait.TotalSeconds)).Order()
            .ShouldBe([.. Enumerable.Repeat(0, 4), .. Enumerable.Repeat(15, 8), .. Enumerable.Repeat(30, 4)]);
        foreach (var text in world.Engine.Store.Histories.SelectMany(static h => h.Events).Select(RecordedHistory.Text))
        {
            text.ShouldNotContain("disk");
            text.ShouldNotContain("password");
        }
    }

    [Fact]
    public async Task Run_OperatorEndsATurn_TheOthersGoOn()
    {
        var isStuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var servers = new MailServers
        {
            Connecting = (mailbox, _) =>
            {
                if (mailbox[^1] != '7')
                    return Task.CompletedTask;
                isStuck.TrySetResult();
                return new TaskCompletionSource().Task;
            },
        };
        await using var world = await EngineWorld.StartAsync(servers, Cancellation);
        await world.App.ConnectAsync(User, Ids(10), Cancellation);
        var instance = await StartAsync(world, Input with { SideBySide = 3 });
        await isStuck.Task.WaitAsync(Cancellation);

        while (servers.Connections.Count < 10)
            await Task.Delay(Pause, TimeProvider.System, Cancellation);
        var turns = await RunningTurnsAsync(world);
        await world.Engine.Client.TerminateInstanceAsync(turns.ShouldHaveSingleItem().InstanceId, Cancellation);

        (await EndAsync(world, instance)).Counts.ShouldBe(new SyncCounts { Rounds = 1, Turns = 10, Done = 9, Failed = 1 });
    }

    [Fact]
    public async Task Run_WorkerIsKilledInTheMiddle_GoesOnAfterwards()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var servers = new MailServers
        {
            Connecting = (mailbox, tried) =>
            {
                if (mailbox[^2..] != "50" || tried > 1)
                    return Task.CompletedTask;
                reached.TrySetResult();
                return hold.Task;
            },
        };
        await using var world = await EngineWorld.StartAsync(servers, Cancellation);
        await world.App.ConnectAsync(User, Ids(90), Cancellation);
        var instance = await StartAsync(world, Input);
        await reached.Task.WaitAsync(Cancellation);

        await world.Engine.KillAndRestartAsync(Cancellation);
        hold.SetException(new IOException("killed"));

        var (counts, _) = await EndAsync(world, instance);
        counts.ShouldBe(new SyncCounts { Rounds = 1, Turns = 90, Done = 90 });
        servers.Connections.Count.ShouldBe(90);
        servers.Connections.Values.Sum().ShouldBeInRange(91, 90 + 20, "only what was under way is done again");
    }

    private static async Task<List<OrchestrationMetadata>> RunningTurnsAsync(EngineWorld world)
    {
        while (true)
        {
            var turns =
                await world.Engine.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running]))
                .Where(static i => i.Name == nameof(SyncOneMailbox)).ToListAsync(Cancellation);
            if (turns.Count <= 1)
                return turns;
            await Task.Delay(Pause, TimeProvider.System, Cancellation);
        }
    }

    private static async Task<(SyncCounts Counts, OrchestrationMetadata State)> RunAsync(EngineWorld world, SyncAllInput input) =>
        await EndAsync(world, await StartAsync(world, input));

    private static Task<string> StartAsync(EngineWorld world, SyncAllInput input) =>
        world.Engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SyncAllMailboxes), input, Cancellation);

    private static async Task<(SyncCounts Counts, OrchestrationMetadata State)> EndAsync(EngineWorld world, string instance)
    {
        var state = await world.Engine.Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, Cancellation);
        state.FailureDetails.ShouldBeNull();
        state.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        return (state.ReadOutputAs<SyncCounts>()!, state);
    }

    private static IEnumerable<string> Ids(int count) =>
        Enumerable.Range(0, count).Select(static i => $"google-0123456789abcdef0123{i:d6}");
}
