using System.Globalization;
using System.Text.Json;
using DurableTask.Core;
using InboxMind.Durable.Tests.Engine;
using InboxMind.Functions.Sync;
using InboxMind.Testing;

namespace InboxMind.Durable.Tests.Storage;

/// <summary>Scheduled syncs on Azure Storage, which is Azurite here.</summary>
public sealed class SyncOnStorageTests(Azurite azurite) : IClassFixture<Azurite>
{
    private const string User = "0123456789abcdef0123456789abcdef";

    private static readonly SyncAllInput Input = new(Shard: 0, Shards: 1, SideBySide: 20, TurnSeconds: 60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AsManyAsAGenerationHolds_HasASmallHistory()
    {
        await using var app = new App(new MailServers());
        await app.ConnectAsync(User, Ids(SyncAllMailboxes.MaxTurns), Cancellation);
        await using var engine = await StorageEngine.StartAsync(azurite.ConnectionString, "full", app.AddTasks);

        var instance = await engine.ScheduleAsync(nameof(SyncAllMailboxes), "sync-all-mailboxes", Input);

        (await CountsAsync(engine, instance)).ShouldBe(new SyncCounts { Rounds = 1, Turns = SyncAllMailboxes.MaxTurns, Done = SyncAllMailboxes.MaxTurns });
        var rows = await engine.HistoryAsync(instance, Cancellation);
        var size = HistoryRows.Size(rows);
        TestContext.Current.TestOutputHelper?.WriteLine($"{rows.Count} rows of {size} bytes");
        rows.Count.ShouldBeGreaterThan(2 * SyncAllMailboxes.MaxTurns);
        size.ShouldBeLessThan(1_048_576);
    }

    [Fact]
    public async Task Run_MoreThanAGenerationHolds_SyncsEachOnce()
    {
        const int count = SyncAllMailboxes.MaxTurns + 30;
        await using var app = new App(new MailServers());
        await app.ConnectAsync(User, Ids(count), Cancellation);
        await using var engine = await StorageEngine.StartAsync(azurite.ConnectionString, "generations", app.AddTasks);

        var instance = await engine.ScheduleAsync(nameof(SyncAllMailboxes), "sync-all-mailboxes", Input);

        (await CountsAsync(engine, instance)).ShouldBe(new SyncCounts { Rounds = 1, Turns = count, Done = count });
        app.Servers.Connections.Count.ShouldBe(count);
        app.Servers.Connections.Values.ShouldAllBe(static n => n == 1);
    }

    [Fact]
    public async Task Run_WorkerStopsInTheMiddleAndAnOperatorEndsATurn_TheOthersGoOn()
    {
        var isStuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = new App(new MailServers
        {
            Connecting = (mailbox, _) =>
            {
                if (mailbox[^2..] != "07")
                    return Task.CompletedTask;
                isStuck.TrySetResult();
                return new TaskCompletionSource().Task;
            },
        });
        await app.ConnectAsync(User, Ids(40), Cancellation);
        await using var engine = await StorageEngine.StartAsync(azurite.ConnectionString, "stopped", app.AddTasks);
        var instance = await engine.ScheduleAsync(nameof(SyncAllMailboxes), "sync-all-mailboxes", Input with { SideBySide = 5 });
        await isStuck.Task.WaitAsync(Cancellation);

        await engine.RestartAsync();
        while (app.Servers.Connections.Count < 40)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        List<OrchestrationState> running;
        while ((running = [.. (await engine.InstancesAsync(nameof(SyncMailbox))).Where(static s => s.OrchestrationStatus == OrchestrationStatus.Running)]).Count > 1)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        await engine.TerminateAsync(running.ShouldHaveSingleItem().OrchestrationInstance.InstanceId);

        (await CountsAsync(engine, instance)).ShouldBe(new SyncCounts { Rounds = 1, Turns = 40, Done = 39, Failed = 1 });
    }

    private static async Task<SyncCounts> CountsAsync(StorageEngine engine, string instance)
    {
        var state = await engine.EndAsync(instance, Cancellation);
        state.OrchestrationStatus.ShouldBe(OrchestrationStatus.Completed, state.Output);
        var counts = JsonSerializer.Deserialize<SyncCounts>(state.Output)!;
        JsonSerializer.Deserialize<SyncCounts>(state.Status).ShouldBe(counts);
        return counts;
    }

    private static IEnumerable<string> Ids(int count) =>
        Enumerable.Range(0, count).Select(static i => string.Create(CultureInfo.InvariantCulture, $"google-0123456789abcdef0123{i:d6}"));
}
