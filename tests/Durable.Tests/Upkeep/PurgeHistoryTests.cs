using InboxMind.Durable.Tests.Engine;
using InboxMind.Functions.Sync;
using InboxMind.Functions.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Durable.Tests.Upkeep;

public sealed class PurgeHistoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_DaysLater_RemovesWhatEndedSliceBySliceAndLeavesWhatRuns()
    {
        var hold = new TaskCompletionSource();
        await using var world = await EngineWorld.StartAsync(
            new MailServers { Connecting = (mailbox, _) => mailbox == "stuck" ? hold.Task : Task.CompletedTask }, Cancellation);
        await world.App.ConnectAsync("anna", ["m1", "m2", "m3"], Cancellation);
        await world.Engine.Client.WaitForInstanceCompletionAsync(await StartAsync(world), Cancellation);
        await world.App.ConnectAsync("anna", ["stuck"], Cancellation);
        var running = await StartAsync(world);
        while (!world.Servers.Connections.ContainsKey("stuck"))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(2));

        await RunAsync(world, time);
        (await ListAsync(world)).Count.ShouldBe(6, "nothing is old enough");
        time.Advance(TimeSpan.FromDays(2));
        await RunAsync(world, time);
        (await ListAsync(world)).Count.ShouldBe(3);
        await RunAsync(world, time);

        (await ListAsync(world)).Select(static i => i.Name).ShouldBe([nameof(SyncAllMailboxes), nameof(SyncOneMailbox)], ignoreOrder: true);
        hold.SetResult();
        await world.Engine.Client.WaitForInstanceCompletionAsync(running, Cancellation);
    }

    private static Task<string> StartAsync(EngineWorld world) => world.Engine.Client.ScheduleNewOrchestrationInstanceAsync(
        nameof(SyncAllMailboxes), new SyncAllInput(Shard: 0, Shards: 1, SideBySide: 20, TurnSeconds: 60), Cancellation);

    private static Task RunAsync(EngineWorld world, TimeProvider time) =>
        new PurgeHistory(new DurableSettings { HistoryDays = 3, PurgePerRun = 3 }, time, NullLogger<PurgeHistory>.Instance)
            .RunAsync(new TimerInfo(), world.Engine.Client, Cancellation);

    private static ValueTask<List<OrchestrationMetadata>> ListAsync(EngineWorld world) =>
        world.Engine.Client.GetAllInstancesAsync(new OrchestrationQuery()).ToListAsync(Cancellation);
}
