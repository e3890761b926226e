using InboxMind.Functions.Tests.Durable;
using InboxMind.Functions.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Functions.Tests.Upkeep;

public sealed class PurgeHistoryTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly TestClient _client = new();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task RunAsync_MixedInstances_RemovesWhatEndedLongAgo()
    {
        Add("old", OrchestrationRuntimeStatus.Completed, days: 4);
        Add("failed", OrchestrationRuntimeStatus.Failed, days: 4);
        Add("terminated", OrchestrationRuntimeStatus.Terminated, days: 4);
        Add("young", OrchestrationRuntimeStatus.Completed, days: 2);
        Add("running", OrchestrationRuntimeStatus.Running, days: 4);
        Add("ended now", OrchestrationRuntimeStatus.Completed, days: 4, endedDays: 0);

        await RunAsync(new DurableSettings());

        _client.Purged.ShouldBe(["old", "failed", "terminated"], ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_MoreThanOneRunMay_GoesOnNextTime()
    {
        for (var i = 0; i < 12; i++)
            Add($"old {i}", OrchestrationRuntimeStatus.Completed, days: 4);
        var settings = new DurableSettings { PurgePerRun = 5 };

        await RunAsync(settings);
        _client.Purged.Count.ShouldBe(5);
        await RunAsync(settings);
        _client.Purged.Count.ShouldBe(10);
        await RunAsync(settings);

        _client.Purged.Count.ShouldBe(12);
        _client.Purged.ShouldBeUnique();
    }

    private void Add(string instance, OrchestrationRuntimeStatus status, int days, int? endedDays = null) => _client.Old.Add(
        new OrchestrationMetadata("SyncOneMailbox", instance)
        {
            RuntimeStatus = status,
            CreatedAt = _time.GetUtcNow().AddDays(-days),
            LastUpdatedAt = _time.GetUtcNow().AddDays(-(endedDays ?? days)),
        });

    private Task RunAsync(DurableSettings settings) => new PurgeHistory(settings, _time, NullLogger<PurgeHistory>.Instance)
        .RunAsync(new TimerInfo(), _client, TestContext.Current.CancellationToken);
}
