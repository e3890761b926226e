using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Due;
using InboxMind.Core.Work;
using InboxMind.Durable.Tests.Engine;
using InboxMind.Functions.Sync;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Durable.Tests.Sync;

/// <summary>Routine syncs by messages, with orchestrations for mailboxes that are behind.</summary>
public sealed class SyncDueMailboxesTests
{
    private const string User = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_NewMailboxes_CatchUpByOrchestrationsAndThenHaveRoutineTurns()
    {
        await using var world = await EngineWorld.StartAsync(new MailServers { Mails = static m => m == "large" ? 700 : 1 }, Cancellation);
        await world.App.ConnectAsync(User, ["large", "small"], Cancellation);

        await DoAllAsync(world);
        var large = await EndAsync(world, "large");
        var small = await EndAsync(world, "small");

        (small.Turns, small.Done).ShouldBe((1, 1));
        (large.Done, large.More > 0, large.Rounds).ShouldBe((1, true, (int)large.Turns));
        var histories = world.Engine.Store.HistoriesOf(nameof(CatchUpMailbox)).ToList();
        histories.Count.ShouldBe((int)(large.Turns + small.Turns), "a generation is a turn");
        histories.Max(static h => h.Size).ShouldBeLessThan(65_536);
        world.Engine.Store.Timers.ShouldAllBe(static t => t.Wait > TimeSpan.Zero && t.Wait <= SyncAllMailboxes.MinRound);

        var connections = world.Servers.Connections.Values.Sum();
        await DoAllAsync(world);
        world.Servers.Connections.Values.Sum().ShouldBe(connections, "nothing is due");
        await AskAsync(world, "small", TimeSpan.FromHours(-1));
        await DoAllAsync(world);

        world.Servers.Connections["small"].ShouldBe(2, "a routine turn");
        world.Engine.Store.HistoriesOf(nameof(CatchUpMailbox)).Count().ShouldBe(histories.Count, "without an orchestration");
    }

    [Fact]
    public async Task Run_FoundBehindAgainWhileItCatchesUp_StartsNoOther()
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
        await world.App.ConnectAsync(User, ["home"], Cancellation);
        await DoAllAsync(world);
        await isAtIt.Task.WaitAsync(Cancellation);

        await DoAsync(world, new DueWork { Mailboxes = [new DueTurn(User, "home")] }.ToBody());
        hold.SetResult();

        (await EndAsync(world, "home")).Done.ShouldBe(1);
        world.Servers.Connections["home"].ShouldBe(1);
        world.Engine.Store.HistoriesOf(nameof(CatchUpMailbox)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Run_MailboxIsGone_EndsAtOnce()
    {
        await using var world = await EngineWorld.StartAsync(new MailServers(), Cancellation);

        await DoAsync(world, new DueWork { Mailboxes = [new DueTurn(User, "none")] }.ToBody());

        (await EndAsync(world, "none")).Gone.ShouldBe(1);
    }

    private static async Task<SyncCounts> EndAsync(EngineWorld world, string mailbox) =>
        (await world.Engine.Client.WaitForInstanceCompletionAsync(
            CatchUps.InstanceId(new DueTurn(User, mailbox)), getInputsAndOutputs: true, Cancellation)).ReadOutputAs<SyncCounts>()!;

    /// <summary>A mailbox is due since then.</summary>
    private static async Task AskAsync(EngineWorld world, string mailbox, TimeSpan since)
    {
        var (owner, id, states) = (new Owner(new UserId(User)), new MailboxId(mailbox), world.App.Get<ISyncStateStore>());
        var lease = (await states.AcquireAsync(owner, id, "test", TimeSpan.FromMinutes(1), Cancellation))!;
        var record = await states.GetAsync(owner, id, Cancellation);
        await states.SaveAsync(owner, lease, record with { NextRun = TimeProvider.System.GetUtcNow() + since }, Cancellation);
        await states.ReleaseAsync(owner, lease, Cancellation);
    }

    /// <summary>One look, and all that it finds.</summary>
    private static async Task DoAllAsync(EngineWorld world)
    {
        var queue = world.App.Get<IWorkQueue>();
        await world.App.Get<QueueDueMailboxes>().AskAsync(1, Cancellation);
        while (await queue.ReceiveAsync(WorkQueues.SyncDue, 1, TimeSpan.FromMinutes(1), Cancellation) is [var item])
        {
            await DoAsync(world, item.Body);
            await queue.CompleteAsync(WorkQueues.SyncDue, [item], Cancellation);
        }
    }

    /// <summary>A turn has no more time than one batch takes.</summary>
    private static Task DoAsync(EngineWorld world, string body) => new SyncDueFunction(
        world.App.Get<DoDueWork>(),
        new CatchUps(new SyncSettings { TurnSeconds = 0 }, TimeProvider.System, NullLogger<CatchUps>.Instance))
        .DoAsync(body, 1, world.Engine.Client, Cancellation);
}
