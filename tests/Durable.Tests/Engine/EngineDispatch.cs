using System.Collections.Concurrent;
using DurableTask.Core;
using Microsoft.DurableTask.Testing.Sidecar;

namespace InboxMind.Durable.Tests.Engine;

/// <summary>The store as one dispatcher sees it. Once the dispatcher was killed nothing that it does counts any more.</summary>
internal sealed class EngineDispatch(EngineStore store) : IOrchestrationService
{
    private readonly ConcurrentDictionary<TaskActivityWorkItem, bool> _activities = new();
    private readonly ConcurrentDictionary<TaskOrchestrationWorkItem, bool> _orchestrations = new();
    private readonly Lock _lock = new();
    private bool _isDead;

    private InMemoryOrchestrationService Inner => store.Service;

    public int TaskOrchestrationDispatcherCount => Inner.TaskOrchestrationDispatcherCount;

    /// <summary>As many as host.json has.</summary>
    public int MaxConcurrentTaskOrchestrationWorkItems => 100;

    public int TaskActivityDispatcherCount => Inner.TaskActivityDispatcherCount;

    public int MaxConcurrentTaskActivityWorkItems => 100;

    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => Inner.EventBehaviourForContinueAsNew;

    /// <summary>What was handed out is free again.</summary>
    public async Task KillAsync()
    {
        lock (_lock)
            _isDead = true;
        foreach (var item in _activities.Keys)
            await Inner.AbandonTaskActivityWorkItemAsync(item);
        foreach (var item in _orchestrations.Keys)
        {
            await Inner.AbandonTaskOrchestrationWorkItemAsync(item);
            await Inner.ReleaseTaskOrchestrationWorkItemAsync(item);
        }
    }

    public async Task<TaskActivityWorkItem> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var item = await Inner.LockNextTaskActivityWorkItem(receiveTimeout, cancellationToken);
        if (Hold(_activities, item))
            return item;
        await Inner.AbandonTaskActivityWorkItemAsync(item);
        throw new OperationCanceledException();
    }

    public async Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        if (!Free(_activities, workItem))
            return;
        if (store.IsLost?.Invoke(workItem.TaskMessage) == true)
        {
            await Inner.AbandonTaskActivityWorkItemAsync(workItem);
            return;
        }

        await Inner.CompleteTaskActivityWorkItemAsync(workItem, responseMessage);
        store.CountActivities(-1);
    }

    public async Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        if (Free(_activities, workItem))
            await Inner.AbandonTaskActivityWorkItemAsync(workItem);
    }

    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) =>
        Inner.RenewTaskActivityWorkItemLockAsync(workItem);

    public async Task<TaskOrchestrationWorkItem> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var item = await Inner.LockNextTaskOrchestrationWorkItemAsync(receiveTimeout, cancellationToken);
        if (Hold(_orchestrations, item))
            return item;
        await Inner.AbandonTaskOrchestrationWorkItemAsync(item);
        await Inner.ReleaseTaskOrchestrationWorkItemAsync(item);
        throw new OperationCanceledException();
    }

    public async Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem, OrchestrationRuntimeState newOrchestrationRuntimeState, IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages, IList<TaskMessage> timerMessages, TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState)
    {
        lock (_lock)
        {
            if (_isDead)
                return;
        }

        var name = newOrchestrationRuntimeState.Name;
        store.Record(name, newOrchestrationRuntimeState.OrchestrationInstance!, newOrchestrationRuntimeState.NewEvents);
        store.CountActivities(outboundMessages.Count);
        await Inner.CompleteTaskOrchestrationWorkItemAsync(
            workItem, newOrchestrationRuntimeState, outboundMessages, orchestratorMessages,
            [.. timerMessages.Select(message => store.Pass(name, message))], continuedAsNewMessage, orchestrationState);
    }

    public async Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        if (_orchestrations.ContainsKey(workItem))
            await Inner.AbandonTaskOrchestrationWorkItemAsync(workItem);
    }

    public async Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        if (Free(_orchestrations, workItem))
            await Inner.ReleaseTaskOrchestrationWorkItemAsync(workItem);
    }

    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) =>
        Inner.RenewTaskOrchestrationWorkItemLockAsync(workItem);

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => Inner.GetDelayInSecondsAfterOnFetchException(exception);

    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => Inner.GetDelayInSecondsAfterOnProcessException(exception);

    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) =>
        Inner.IsMaxMessageCountExceeded(currentMessageCount, runtimeState);

    public Task CreateAsync() => Inner.CreateAsync();

    public Task CreateAsync(bool recreateInstanceStore) => Inner.CreateAsync(recreateInstanceStore);

    public Task CreateIfNotExistsAsync() => Inner.CreateIfNotExistsAsync();

    public Task DeleteAsync() => Inner.DeleteAsync();

    public Task DeleteAsync(bool deleteInstanceStore) => Inner.DeleteAsync(deleteInstanceStore);

    public Task StartAsync() => Inner.StartAsync();

    public Task StopAsync() => Inner.StopAsync();

    public Task StopAsync(bool isForced) => Inner.StopAsync(isForced);

    private bool Hold<T>(ConcurrentDictionary<T, bool> held, T item)
        where T : class
    {
        lock (_lock)
            return !_isDead && held.TryAdd(item, true);
    }

    private bool Free<T>(ConcurrentDictionary<T, bool> held, T item)
        where T : class
    {
        lock (_lock)
            return !_isDead && held.TryRemove(item, out _);
    }
}
