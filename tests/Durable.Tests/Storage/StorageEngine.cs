using System.Text.Json;
using Azure.Data.Tables;
using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Durable.Tests.Storage;

/// <summary>The framework's own dispatchers on Azure Storage, as the Functions host has them and sets them up.</summary>
internal sealed class StorageEngine : IAsyncDisposable
{
    private readonly string _connection;
    private readonly string _hub;
    private readonly TimeSpan _lostAfter;
    private readonly DurableTaskRegistry _tasks = new();
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private AzureStorageOrchestrationService? _service;
    private TaskHubWorker? _worker;

    private StorageEngine(string connection, string hub, Action<DurableTaskRegistry> tasks, TimeSpan lostAfter)
    {
        (_connection, _hub, _lostAfter) = (connection, hub, lostAfter);
        tasks(_tasks);
    }

    /// <param name="connection">The storage account.</param>
    /// <param name="hub">The task hub, which no other test has.</param>
    /// <param name="tasks">The code.</param>
    /// <param name="lostAfter">When what a worker took and did not end is handed out again; null for as long as on Azure.</param>
    public static async Task<StorageEngine> StartAsync(
        string connection, string hub, Action<DurableTaskRegistry> tasks, TimeSpan? lostAfter = null)
    {
        var engine = new StorageEngine(connection, hub, tasks, lostAfter ?? TimeSpan.FromMinutes(5));
        await engine.StartWorkerAsync();
        return engine;
    }

    public async Task<string> ScheduleAsync(string orchestrator, string instance, object input)
    {
        var started = new OrchestrationInstance { InstanceId = instance, ExecutionId = Guid.NewGuid().ToString("N") };
        await _service!.CreateTaskOrchestrationAsync(
            new TaskMessage
            {
                OrchestrationInstance = started,
                Event = new ExecutionStartedEvent(-1, JsonSerializer.Serialize(input))
                {
                    Name = orchestrator,
                    Version =
                    "",
                    OrchestrationInstance = started
                },
            },
            [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended]);
        return instance;
    }

    public async Task<OrchestrationState> EndAsync(string instance, CancellationToken cancellation) =>
        await _service!.WaitForOrchestrationAsync(instance, null!, TimeSpan.FromMinutes(30), cancellation)
        ?? throw new TimeoutException($"{instance} did not end.");

    public Task TerminateAsync(string instance) => _service!.ForceTerminateTaskOrchestrationAsync(instance, "by an operator");

    /// <summary>The rows of an instance's history.</summary>
    public async Task<IReadOnlyList<TableEntity>> HistoryAsync(string instance, CancellationToken cancellation) =>
        await new TableClient(_connection, $"{_hub}History")
            .QueryAsync<TableEntity>(row => row.PartitionKey == instance, cancellationToken: cancellation).ToListAsync(cancellation);

    /// <summary>Instances of an orchestrator.</summary>
    public async Task<IReadOnlyList<OrchestrationState>> InstancesAsync(string orchestrator) =>
        [.. (await _service!.GetOrchestrationStateAsync()).Where(state => state.Name == orchestrator)];

    /// <summary>The worker stops at once, whatever it is at; another takes its place.</summary>
    public async Task RestartAsync()
    {
        await StopWorkerAsync();
        await StartWorkerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkerAsync();
        await _services.DisposeAsync();
    }

    private async Task StartWorkerAsync()
    {
        _service = new AzureStorageOrchestrationService(new AzureStorageOrchestrationServiceSettings
        {
            StorageAccountClientProvider = new StorageAccountClientProvider(_connection),
            TaskHubName = _hub,
            MaxConcurrentTaskActivityWorkItems = 20,
            MaxConcurrentTaskOrchestrationWorkItems = 20,
            PartitionCount = 1,
            MaxQueuePollingInterval = TimeSpan.FromMilliseconds(100),
            WorkItemQueueVisibilityTimeout = _lostAfter,
            ControlQueueVisibilityTimeout = _lostAfter,
            UseAppLease = false,
            ThrowExceptionOnInvalidDedupeStatus = true,
        });
        await _service.CreateIfNotExistsAsync();
        _worker = new TaskHubWorker(_service) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        foreach (var (name, make) in _tasks.GetOrchestrators())
            _worker.AddTaskOrchestrations(
                new Creator<TaskOrchestration>(name, () => DurableTaskShimFactory.Default.CreateOrchestration(name, make(_services))));
        foreach (var (name, make) in _tasks.GetActivities())
            _worker.AddTaskActivities(
                new Creator<TaskActivity>(name, () => DurableTaskShimFactory.Default.CreateActivity(name, make(_services))));
        await _worker.StartAsync();
    }

    private async Task StopWorkerAsync()
    {
        await _worker!.StopAsync(isForced: true);
        _worker.Dispose();
        _service!.Dispose();
    }

    private sealed class Creator<T> : ObjectCreator<T>
    {
        private readonly Func<T> _make;

        public Creator(string name, Func<T> make) => (Name, Version, _make) = (name, "", make);

        public override T Create() => _make();
    }
}
