using System.Text.Json;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InboxMind.Functions.Tests.Durable;

/// <summary>A task hub that only remembers.</summary>
internal sealed class TestClient() : DurableTaskClient("test")
{
    public Dictionary<string, OrchestrationRuntimeStatus> Instances { get; } = [];

    /// <summary>When instances were started.</summary>
    public Dictionary<string, DateTimeOffset> Created { get; } = [];

    /// <summary>When instances made their last step; those that are not here make one all the time.</summary>
    public Dictionary<string, DateTimeOffset> Updated { get; } = [];

    /// <summary>When what is started now is started.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>How often a single instance was looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>Whether the store is out of reach.</summary>
    public bool Fails { get; set; }

    public List<(string Name, string Instance, string Input)> Started { get; } = [];

    public List<OrchestrationMetadata> Old { get; } = [];

    public List<string> Purged { get; } = [];

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        var instance = options?.InstanceId ?? throw new ArgumentException("An instance needs an id here.", nameof(options));
        if (Instances.TryGetValue(instance, out var status) && options.DedupeStatuses!.Contains(status.ToString()))
            throw new OrchestrationAlreadyExistsException(instance);
        Instances[instance] = OrchestrationRuntimeStatus.Pending;
        Created[instance] = Now;
        Started.Add((orchestratorName, instance, JsonSerializer.Serialize(input)));
        return Task.FromResult(instance);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => new Pages([.. Old
        .Where(i => i.CreatedAt <= filter!.CreatedTo && filter.Statuses!.Contains(i.RuntimeStatus))
        .Where(i => !Purged.Contains(i.InstanceId))]);

    public override Task TerminateInstanceAsync(string instanceId, CancellationToken cancellation)
    {
        Instances[instanceId] = OrchestrationRuntimeStatus.Terminated;
        return Task.CompletedTask;
    }

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation)
    {
        lock (Purged)
            Purged.Add(instanceId);
        return Task.FromResult(new PurgeResult(1));
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        Looks++;
        if (Fails)
            throw new IOException("out of reach");
        return Task.FromResult(Instances.TryGetValue(instanceId, out var status)
            ? new OrchestrationMetadata("test", instanceId)
            {
                RuntimeStatus = status,
                CreatedAt = Created[instanceId],
                LastUpdatedAt =
                Updated.GetValueOrDefault(instanceId, Now)
            }
            : null);
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Pages(IReadOnlyList<OrchestrationMetadata> all) : AsyncPageable<OrchestrationMetadata>
    {
        public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(
            string? continuationToken = default, int? pageSizeHint = default)
        {
            await Task.CompletedTask;
            foreach (var page in all.Chunk(2))
                yield return new Page<OrchestrationMetadata>(page);
        }
    }
}
