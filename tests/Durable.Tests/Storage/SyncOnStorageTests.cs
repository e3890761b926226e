using System.Globalization;
using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using InboxMind.Core.Sync;
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

        (await CountsAsync(engine, instance))
            .ShouldBe(new SyncCounts { Rounds = 1, Turns = SyncAllMailboxes.MaxTurns, Done = SyncAllMailboxes.MaxTurns });
        var rows = await engine.HistoryAsync(instance, Cancellation);
        var size = HistoryRows.Size(rows);
        TestContext.Current.TestOutputHelper?.WriteLine($"{rows.Count} rows of {size} bytes");
        rows.Count.ShouldBeGreaterThan(2 * SyncAllMailboxes.MaxTurns);
        size.ShouldBeLessThan(1_048_576);
    }

    [Fact]
    public async Task Run_MoreToDo_ContinuesAsNewAndComesAgain()
    {
        const string large = "google-large";
        await using var app = new App(new MailServers { Mails = static m => m == large ? 350 : 0 });
        await app.ConnectAsync(User, [large, .. Ids(10)], Cancellation);
        await using var engine = await StorageEngine.StartAsync(azurite.ConnectionString, "generations", app.AddTasks);

        // The round began a while ago, so that there is no pause before the next.
        var input = Input with { TurnSeconds = 0, DueBy = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-2) };
        var instance = await engine.ScheduleAsync(nameof(SyncAllMailboxes), "sync-all-mailboxes", input);

        (await CountsAsync(engine, instance)).ShouldBe(new SyncCounts { Rounds = 1, Turns = 12, Done = 11, More = 1, Added = 350 });
        app.Servers.Connections.ShouldAllBe(static c => c.Value == (c.Key == large ? 2 : 1));
        (await engine.HistoryAsync(instance, Cancellation)).Select(static row => row.GetString("ExecutionId")).Distinct().Count()
            .ShouldBe(2);
    }

    [Fact]
    public async Task Run_WorkerStopsInTheMiddle_AnotherGoesOn()
    {
        var (isStuck, hold) = (Gate(), Gate());
        await using var app = new App(new MailServers
        {
            Connecting = (mailbox, tried) =>
            {
                if (mailbox[^2..] != "07" || tried > 1)
                    return Task.CompletedTask;
                isStuck.TrySetResult();
                return hold.Task;
            },
        });
        await app.ConnectAsync(User, Ids(40), Cancellation);
        await using var engine = await StorageEngine.StartAsync(
            azurite.ConnectionString, "stopped", app.AddTasks, lostAfter: TimeSpan.FromSeconds(5));
        var instance = await engine.ScheduleAsync(nameof(SyncAllMailboxes), "sync-all-mailboxes", Input with { SideBySide = 5 });
        await isStuck.Task.WaitAsync(Cancellation);
        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(
            () => engine.ScheduleAsync(nameof(SyncAllMailboxes), instance, Input));

        await engine.RestartAsync();
        hold.SetResult();

        // If the turn was handed out again meanwhile, its first try has lost the lease to the second, and says so.
        var counts = await CountsAsync(engine, instance);
        (counts.Rounds, counts.Turns, counts.Done + counts.Busy).ShouldBe((1, 40L, 40L));
        app.Servers.Connections.Count.ShouldBe(40);
    }

    [Fact]
    public async Task Run_OperatorEndsATurn_TheOthersGoOn()
    {
        var (isStuck, hold) = (Gate(), Gate());
        await using var app = new App(new MailServers
        {
            Connecting = (mailbox, _) =>
            {
                if (mailbox[^2..] != "07")
                    return Task.CompletedTask;
                isStuck.TrySetResult();
                return hold.Task;
            },
        });
        await app.ConnectAsync(User, Ids(10), Cancellation);
        await using var engine = await StorageEngine.StartAsync(azurite.ConnectionString, "ended", app.AddTasks);
        var instance = await engine.ScheduleAsync(nameof(SyncAllMailboxes), "sync-all-mailboxes", Input with { SideBySide = 5 });
        await isStuck.Task.WaitAsync(Cancellation);
        while (app.Servers.Connections.Count < 10)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);

        await engine.TerminateAsync(await TurnAsync(engine, Ids(10).Single(static id => id[^2..] == "07")));

        (await CountsAsync(engine, instance)).ShouldBe(new SyncCounts { Rounds = 1, Turns = 10, Done = 9, Failed = 1 });
        hold.SetResult();
    }

    [Fact]
    public async Task Run_EndedByAnOperatorAndStartedAgain_IgnoresWhatTheOldOneStarted()
    {
        var (first, second) = (Gate(), Gate());
        var (isFirst, isSecond) = (Gate(), Gate());
        await using var app = new App(new MailServers
        {
            Connecting = (mailbox, _) =>
            {
                (mailbox == "m1" ? isFirst : isSecond).TrySetResult();
                return (mailbox == "m1" ? first : second).Task;
            },
        });
        await app.ConnectAsync(User, ["m1"], Cancellation);
        await using var engine = await StorageEngine.StartAsync(azurite.ConnectionString, "again", app.AddTasks);
        var instance = await engine.ScheduleAsync(nameof(SyncAllMailboxes), "sync-all-mailboxes", Input);
        await isFirst.Task.WaitAsync(Cancellation);
        var old = await TurnAsync(engine, "m1");

        await engine.TerminateAsync(instance);
        (await engine.EndAsync(instance, Cancellation)).OrchestrationStatus.ShouldBe(OrchestrationStatus.Terminated);
        await app.ConnectAsync(User, ["m2"], Cancellation);
        await engine.ScheduleAsync(nameof(SyncAllMailboxes), instance, Input);
        await isSecond.Task.WaitAsync(Cancellation);
        first.SetResult();
        (await engine.EndAsync(old, Cancellation)).OrchestrationStatus.ShouldBe(OrchestrationStatus.Completed);
        second.SetException(new MailServerException(MailServerTrouble.Refused, "The password is wrong."));

        (await CountsAsync(engine, instance)).ShouldBe(new SyncCounts { Rounds = 1, Turns = 1, NeedsReconnect = 1 });
    }

    private static TaskCompletionSource Gate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The mailbox's turn, once the storage says that it runs: its activity may be at work before that.</summary>
    private static async Task<string> TurnAsync(StorageEngine engine, string mailbox)
    {
        while (true)
        {
            var turn = (await engine.InstancesAsync(nameof(SyncOneMailbox)))
                .SingleOrDefault(s => s.OrchestrationStatus == OrchestrationStatus.Running
                    && s.Input.Contains($"\"{mailbox}\"", StringComparison.Ordinal));
            if (turn is not null)
                return turn.OrchestrationInstance.InstanceId;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        }
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
