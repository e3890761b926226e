using System.Text.Json;
using InboxMind.Core.Sync.Due;
using InboxMind.Core.Work;
using InboxMind.Functions.Sync;
using InboxMind.Functions.Tests.Durable;
using InboxMind.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Functions.Tests.Sync;

public sealed class ScheduleSyncTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly TestClient _client = new();
    private readonly SyncStarts _starts = new();
    private readonly Lines _log = new();
    private readonly WorkQueueInMemory _queue = new();

    private QueueDueMailboxes Due => new(new DueWorld(0, 3, TimeSpan.FromMinutes(15), _time), _queue, _time);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task RunAsync_ItIsTime_StartsOneInstanceWithTheSettings()
    {
        await TickAsync(new SyncSettings { SideBySide = 7, TurnSeconds = 60 });

        var (name, instance, input) = _client.Started.ShouldHaveSingleItem();
        (name, instance).ShouldBe((nameof(SyncAllMailboxes), "sync-all-mailboxes"));
        JsonSerializer.Deserialize<SyncAllInput>(input).ShouldBe(new SyncAllInput(0, 1, 7, 60));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task RunAsync_StillAtIt_SaysSoOnceAndStartsNoOther(OrchestrationRuntimeStatus status)
    {
        await TickAsync(new SyncSettings());
        _client.Instances["sync-all-mailboxes"] = status;
        for (var i = 0; i < 8; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await TickAsync(new SyncSettings());
        }

        _client.Started.ShouldHaveSingleItem();
        _log.All.Select(static l => l.Level).ShouldBe([LogLevel.Information, LogLevel.Information]);
        _log.All[1].Text.ShouldContain("still runs");

        _client.Instances["sync-all-mailboxes"] = OrchestrationRuntimeStatus.Completed;
        _time.Advance(TimeSpan.FromMinutes(1));
        await TickAsync(new SyncSettings());
        _client.Started.Count.ShouldBe(2, "the period began while it was at it");
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task RunAsync_TheLastOneEnded_StartsAnother(OrchestrationRuntimeStatus status)
    {
        _client.Instances["sync-all-mailboxes"] = status;
        _client.Created["sync-all-mailboxes"] = _time.GetUtcNow().AddMinutes(-4);

        await TickAsync(new SyncSettings());

        _client.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RunAsync_Shards_StartsOneInstanceForEach()
    {
        await TickAsync(new SyncSettings { Shards = 3 });

        _client.Started.Select(static s => s.Instance).ShouldBe(
            ["sync-all-mailboxes-0-of-3", "sync-all-mailboxes-1-of-3", "sync-all-mailboxes-2-of-3"]);
        _client.Started.Select(static s => JsonSerializer.Deserialize<SyncAllInput>(s.Input)!.Shard).ShouldBe([0, 1, 2]);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(5, 2)]
    [InlineData(10, 1)]
    public async Task RunAsync_EveryMinutes_SkipsTheMinutesBetweenWithoutACall(int everyMinutes, int starts)
    {
        for (var minute = 0; minute < 10; minute++)
        {
            await TickAsync(new SyncSettings { EveryMinutes = everyMinutes });
            _client.Instances["sync-all-mailboxes"] = OrchestrationRuntimeStatus.Completed;
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _client.Started.Count.ShouldBe(starts);
        _client.Looks.ShouldBe(starts);
    }

    [Fact]
    public async Task RunAsync_TickThatComesEarlyOrLateOrNotAtAll_IsMadeUpFor()
    {
        await TickAsync(new SyncSettings());
        _client.Instances["sync-all-mailboxes"] = OrchestrationRuntimeStatus.Completed;

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(3));
        await TickAsync(new SyncSettings());
        _client.Started.Count.ShouldBe(1, "it is not time");
        _time.Advance(TimeSpan.FromSeconds(61));
        await TickAsync(new SyncSettings());
        _client.Started.Count.ShouldBe(2, "a minute late");

        _client.Instances["sync-all-mailboxes"] = OrchestrationRuntimeStatus.Completed;
        _time.Advance(TimeSpan.FromMinutes(8));
        await TickAsync(new SyncSettings());
        _client.Started.Count.ShouldBe(3, "whatever the minute");
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, 121, true)]
    [InlineData(OrchestrationRuntimeStatus.Running, 121, true)]
    [InlineData(OrchestrationRuntimeStatus.Running, 119, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, 10_000, false)]
    public async Task RunAsync_NoStepForLong_IsEndedAndStartedAgain(OrchestrationRuntimeStatus status, int minutes, bool isEnded)
    {
        await TickAsync(new SyncSettings());
        _client.Instances["sync-all-mailboxes"] = status;
        _client.Updated["sync-all-mailboxes"] = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(minutes));

        await TickAsync(new SyncSettings());
        _client.Instances["sync-all-mailboxes"].ShouldBe(isEnded ? OrchestrationRuntimeStatus.Terminated : status);
        await TickAsync(new SyncSettings());

        _client.Started.Count.ShouldBe(isEnded ? 2 : 1);
        _log.All.Count(static l => l.Level == LogLevel.Warning).ShouldBe(isEnded ? 1 : 0);
    }

    [Fact]
    public async Task RunAsync_StartFails_IsTriedAgainTheNextMinute()
    {
        var settings = new SyncSettings { EveryMinutes = 1_440 };
        _client.Fails = true;
        await Should.ThrowAsync<IOException>(() => TickAsync(settings));
        _client.Fails = false;
        _time.Advance(TimeSpan.FromMinutes(1));

        await TickAsync(settings);

        _client.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RunAsync_AnotherHostStartedItInThisPeriod_StartsNoOther()
    {
        await TickAsync(new SyncSettings());
        _client.Instances["sync-all-mailboxes"] = OrchestrationRuntimeStatus.Completed;
        _time.Advance(TimeSpan.FromMinutes(2));

        await new ScheduleSync(new SyncSettings { By = SyncBy.Orchestrations }, new SyncStarts(), Due, _time, _log)
            .RunAsync(new TimerInfo { IsPastDue = true }, _client, TestContext.Current.CancellationToken);

        _client.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RunAsync_Messages_AsksForEachShardOnceInAPeriod()
    {
        var settings = new SyncSettings { Shards = 3, EveryMinutes = 5 };
        for (var minute = 0; minute < 10; minute++)
        {
            await MessagesAsync(settings);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        var items = await _queue.ReceiveAsync(WorkQueues.SyncDue, 32, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        items.Select(static i => DueWork.Parse(i.Body).Look!.Number).ShouldBe([0, 1, 2, 0, 1, 2]);
        _client.Started.ShouldBeEmpty();
        _client.Looks.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_MessagesWhileEnoughWait_SaysSoOnceAndAsksWhenThereIsRoom()
    {
        var settings = new SyncSettings { EveryMinutes = 1 };
        var token = TestContext.Current.CancellationToken;
        await _queue.SendAsync(WorkQueues.SyncDue, [.. Enumerable.Repeat("x", QueueDueMailboxes.LowWater + 1)], token);
        for (var minute = 0; minute < 3; minute++)
        {
            await MessagesAsync(settings);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _queue.Sent.ShouldBe(QueueDueMailboxes.LowWater + 1);
        _log.All.ShouldHaveSingleItem().Text.ShouldContain("still wait");
        await _queue.CompleteAsync(
            WorkQueues.SyncDue, await _queue.ReceiveAsync(WorkQueues.SyncDue, 1, TimeSpan.FromMinutes(1), token), token);

        await MessagesAsync(settings);

        _queue.Sent.ShouldBe(QueueDueMailboxes.LowWater + 2);
    }

    private Task TickAsync(SyncSettings settings)
    {
        _client.Now = _time.GetUtcNow();
        return new ScheduleSync(settings with { By = SyncBy.Orchestrations }, _starts, Due, _time, _log)
            .RunAsync(new TimerInfo(), _client, TestContext.Current.CancellationToken);
    }

    private Task MessagesAsync(SyncSettings settings) => new ScheduleSync(settings, _starts, Due, _time, _log)
        .RunAsync(new TimerInfo(), _client, TestContext.Current.CancellationToken);

    private sealed class Lines : ILogger<ScheduleSync>
    {
        public List<(LogLevel Level, string Text)> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add((logLevel, formatter(state, exception)));
    }
}
