using InboxMind.Durable.Tests.Engine;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Due;
using InboxMind.Core.Work;
using InboxMind.Functions.Sync;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Durable.Tests.Sync;

public sealed class ScheduleSyncTests
{
    private const string Instance = "sync-all-mailboxes";

    private readonly Lines _log = new();
    private readonly SyncStarts _starts = new();

    /// <summary>Each tick is in a period of its own.</summary>
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AgainWhileOneIsAtIt_StartsNoOtherAndSaysSoOnce()
    {
        var isAtIt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var servers = new MailServers
        {
            Connecting = (_, _) =>
            {
                isAtIt.TrySetResult();
                return hold.Task;
            },
        };
        await using var world = await EngineWorld.StartAsync(servers, Cancellation);
        await world.App.ConnectAsync("anna", ["home"], Cancellation);

        await TickAsync(world);
        await TickAsync(world);
        await isAtIt.Task.WaitAsync(Cancellation);
        await TickAsync(world);
        await world.Engine.Client.SuspendInstanceAsync(Instance, Cancellation);
        await StatusAsync(world, OrchestrationRuntimeStatus.Suspended);
        await TickAsync(world);

        _log.All.Count.ShouldBe(2);
        _log.All[1].ShouldContain("still runs");
        world.Engine.Store.HistoriesOf(nameof(SyncAllMailboxes)).ShouldHaveSingleItem();

        hold.SetResult();
        await world.Engine.Client.ResumeInstanceAsync(Instance, Cancellation);
        var state = await world.Engine.Client.WaitForInstanceCompletionAsync(Instance, getInputsAndOutputs: true, Cancellation);
        state.ReadOutputAs<SyncCounts>()!.Done.ShouldBe(1);
        await TickAsync(world);

        _log.All.Count.ShouldBe(3);
        state = await world.Engine.Client.WaitForInstanceCompletionAsync(Instance, getInputsAndOutputs: true, Cancellation);
        state.ReadOutputAs<SyncCounts>()!.Turns.ShouldBe(0, "nothing is due");
        world.Engine.Store.HistoriesOf(nameof(SyncAllMailboxes)).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Run_WaitsForATurnThatNeverEnds_IsEndedAndStartedAgain()
    {
        var isStuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var servers = new MailServers
        {
            Connecting = (_, _) =>
            {
                isStuck.TrySetResult();
                return new TaskCompletionSource().Task;
            },
        };
        await using var world = await EngineWorld.StartAsync(servers, Cancellation);
        await world.App.ConnectAsync("anna", ["home"], Cancellation);
        await TickAsync(world);
        await isStuck.Task.WaitAsync(Cancellation);

        _time.Advance(ScheduleSync.Patience);
        await TickAsync(world);
        await StatusAsync(world, OrchestrationRuntimeStatus.Terminated);
        await TickAsync(world);

        var state = await world.Engine.Client.WaitForInstanceCompletionAsync(Instance, getInputsAndOutputs: true, Cancellation);
        state.ReadOutputAs<SyncCounts>()!.Turns.ShouldBe(0, "the turn that never ends has the mailbox's lease");
        world.Engine.Store.HistoriesOf(nameof(SyncAllMailboxes)).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Run_Shards_ShareTheMailboxes()
    {
        await using var world = await EngineWorld.StartAsync(new MailServers(), Cancellation);
        await world.App.ConnectAsync("anna", Enumerable.Range(0, 30).Select(static i => $"m{i}"), Cancellation);

        await TickAsync(world, new SyncSettings { Shards = 3 });
        var counts = new List<SyncCounts>();
        for (var shard = 0; shard < 3; shard++)
        {
            var state =
                await world.Engine.Client.WaitForInstanceCompletionAsync(
                    $"{Instance}-{shard}-of-3", getInputsAndOutputs: true, Cancellation);
            counts.Add(state.ReadOutputAs<SyncCounts>()!);
        }

        counts.Sum(static c => c.Done).ShouldBe(30);
        counts.Count(static c => c.Done > 0).ShouldBeGreaterThan(1);
        world.Servers.Connections.Values.ShouldAllBe(static n => n == 1);
    }

    private static async Task StatusAsync(EngineWorld world, OrchestrationRuntimeStatus status)
    {
        while ((await world.Engine.Client.GetInstanceAsync(Instance, Cancellation))?.RuntimeStatus != status)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
    }

    private Task TickAsync(EngineWorld world, SyncSettings? settings = null)
    {
        _time.Advance(TimeSpan.FromMinutes(5));
        var due = new QueueDueMailboxes(world.App.Get<IDueMailboxes>(), world.App.Get<IWorkQueue>(), _time);
        return new ScheduleSync((settings ?? new SyncSettings()) with { By = SyncBy.Orchestrations }, _starts, due, _time, _log)
            .RunAsync(new TimerInfo(), world.Engine.Client, Cancellation);
    }

    private sealed class Lines : ILogger<ScheduleSync>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(formatter(state, exception));
    }
}
