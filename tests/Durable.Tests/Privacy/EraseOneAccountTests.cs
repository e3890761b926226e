using System.Collections.Concurrent;
using DurableTask.Core.History;
using InboxMind.Core.Audit;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Privacy;
using InboxMind.Durable.Tests.Engine;
using InboxMind.Functions.Privacy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Durable.Tests.Privacy;

public sealed class EraseOneAccountTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static Owner Anna { get; } = new(new UserId("anna"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Begun_ErasesTwiceAndIsOver()
    {
        await using var world = await WorldAsync();
        var instance = await BeginAsync(world);

        (await EndAsync(world, instance)).ReadOutputAs<bool>().ShouldBeTrue();

        await ShouldBeGoneAsync(world);
        world.Engine.Store.Timers.ShouldHaveSingleItem().Wait.ShouldBeInRange(
            EraseOneAccount.Pause - TimeSpan.FromMinutes(1), EraseOneAccount.Pause);
        Steps(world).ShouldBe(5);
        await TickAsync(world);
        (await EndAsync(world, instance)).CreatedAt.ShouldBeLessThan(_time.GetUtcNow(), "there is nothing to start");
    }

    [Fact]
    public async Task Run_WorkUnderWayWritesAfterTheFirstTime_IsErasedTheSecondTime()
    {
        await using var world = await WorldAsync();
        var between = new ConcurrentQueue<Exception?>();
        world.Engine.Store.TimerPasses = timer =>
        {
            between.Enqueue(Record.ExceptionAsync(() => BetweenAsync(world)).AsTask().GetAwaiter().GetResult());
            _time.Advance(timer.Wait);
        };
        await WriteAsync(world);
        var instance = await BeginAsync(world);

        (await EndAsync(world, instance)).ReadOutputAs<bool>().ShouldBeTrue();

        between.ShouldHaveSingleItem().ShouldBeNull();
        await ShouldBeGoneAsync(world);
        await ShouldBeEmptyAsync(world);
    }

    [Fact]
    public async Task Run_EachAnswerIsLostOnce_DoesTheStepsAgainWithoutHarm()
    {
        await using var world = await WorldAsync();
        var lost = new HashSet<int>();
        world.Engine.Store.IsLost = message => lost.Add(((TaskScheduledEvent)message.Event).EventId);
        var instance = await BeginAsync(world);

        (await EndAsync(world, instance)).ReadOutputAs<bool>().ShouldBeTrue();

        lost.Count.ShouldBe(5);
        await ShouldBeGoneAsync(world);
    }

    [Fact]
    public async Task Run_WorkerIsKilledWhileItPauses_GoesOnAfterwards()
    {
        await using var world = await WorldAsync();
        var pauses = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var killed = new ManualResetEventSlim();
        world.Engine.Store.TimerPasses = timer =>
        {
            _time.Advance(timer.Wait);
            pauses.TrySetResult();
            killed.Wait(Cancellation);
        };
        var instance = await BeginAsync(world);
        await pauses.Task.WaitAsync(Cancellation);

        var restart = world.Engine.KillAndRestartAsync(Cancellation);
        killed.Set();
        await restart;

        (await EndAsync(world, instance)).ReadOutputAs<bool>().ShouldBeTrue();
        await ShouldBeGoneAsync(world);
    }

    private static int Steps(EngineWorld world) =>
        world.Engine.Store.HistoriesOf(nameof(EraseOneAccount)).SelectMany(static h => h.Events).Count(static e => e is TaskCompletedEvent);

    private static async Task ShouldBeGoneAsync(EngineWorld world)
    {
        (await world.App.Get<IUserStore>().GetAsync(Anna, Cancellation)).ShouldBeNull();
        (await world.App.Get<IMailboxStore>().ListAsync(Anna, Cancellation)).ShouldBeEmpty();
        (await world.App.Get<IErasures>().GetAsync(Anna, Cancellation)).ShouldBeNull();
        (await world.App.Get<IAuditLog>().ListAsync(OrganisationId.Personal(Anna.User), 0, 100, Cancellation))
            .Count(static e => e.Kind == AuditKind.AccountErased).ShouldBe(1);
        foreach (var text in world.Engine.Store.Histories.SelectMany(static h => h.Events).Select(RecordedHistory.Text))
            text.ShouldNotContain("anna");
    }

    private static async Task<OrchestrationMetadata> EndAsync(EngineWorld world, string instance)
    {
        var state = await world.Engine.Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, Cancellation);
        state.FailureDetails.ShouldBeNull();
        return state;
    }

    /// <summary>A mail, in the store and in the index.</summary>
    private static async Task WriteAsync(EngineWorld world)
    {
        var raw = "From: ben@example.com\r\nMessage-ID: <1@example.com>\r\n\r\nA late mail\r\n"u8.ToArray();
        var (read, _) = world.App.Get<MimeReader>().TryRead(Anna.User, raw, DateTimeOffset.UnixEpoch);
        var placement = new Placement(MailboxId.Imported, "INBOX", 0, 1, MailFlags.None);
        var saved = await world.App.Get<IMailStore>().SaveAsync(
            Anna, [new MailToSave(read!.Message, read.References, placement, raw)], Cancellation);
        (await world.App.Get<IndexMessages>().IndexAsync(Anna, [.. saved.Select(static s => s.Id)], again: false, Cancellation))
            .ShouldBe(1);
    }

    private static async Task BetweenAsync(EngineWorld world)
    {
        await ShouldBeEmptyAsync(world);
        await WriteAsync(world);
    }

    private static async Task ShouldBeEmptyAsync(EngineWorld world)
    {
        (await world.App.Get<IMailStore>().CountAsync(Anna, Cancellation)).ShouldBe(0);
        Directory.GetFiles(world.App.Folder, "anna.db*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static Task TickAsync(EngineWorld world) =>
        world.App.Function<ResumeErasuresFunction>().RunAsync(new TimerInfo(), world.Engine.Client, Cancellation);

    private async Task<EngineWorld> WorldAsync()
    {
        var world = await EngineWorld.StartAsync(new MailServers(), Cancellation, _time);
        world.Engine.Store.TimerPasses = timer => _time.Advance(timer.Wait);
        return world;
    }

    /// <summary>A person asked for it two minutes ago, and whoever did it was interrupted.</summary>
    private async Task<string> BeginAsync(EngineWorld world)
    {
        var user = new User { Id = Anna.User, Organisation = OrganisationId.Personal(Anna.User), CreatedAt = DateTimeOffset.UnixEpoch };
        await world.App.Get<IUserStore>().CreateAsync(Anna, user, identity: null, Cancellation);
        await world.App.ConnectAsync("anna", ["home"], Cancellation);
        var erasure = new Erasure(user.Id, user.Organisation, _time.GetUtcNow().AddMinutes(-2), "", "request");
        await world.App.Get<IErasures>().SaveAsync(Anna, erasure, Cancellation);
        await TickAsync(world);
        await TickAsync(world);
        return $"erase-{erasure.Key}";
    }
}
