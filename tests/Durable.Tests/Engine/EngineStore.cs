using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask.Testing.Sidecar;

namespace InboxMind.Durable.Tests.Engine;

/// <summary>What the engine keeps: instances, their histories, and the messages between them. Outlives workers and dispatchers.</summary>
/// <remarks>A timer fires at once; how long it was to wait is noted. What was handed out to a dispatcher that is gone is handed out
/// again, as a store does it when its time is up.</remarks>
internal sealed class EngineStore
{
    private readonly ConcurrentQueue<OrchestrationTimer> _timers = [];
    private readonly ConcurrentDictionary<(string Instance, string Execution), RecordedHistory> _histories = new();
    private int _openActivities;

    public InMemoryOrchestrationService Service { get; } = new();

    /// <summary>Timers that were set, in order.</summary>
    public IReadOnlyCollection<OrchestrationTimer> Timers => _timers;

    /// <summary>All histories; one for each generation.</summary>
    public IReadOnlyCollection<RecordedHistory> Histories => [.. _histories.Values];

    /// <summary>Told of each timer before it fires.</summary>
    public Action<OrchestrationTimer>? TimerPasses { get; set; }

    /// <summary>Whether the answer of an activity is lost, as when its worker ends before it is told of.</summary>
    public Func<TaskMessage, bool>? IsLost { get; set; }

    public IEnumerable<RecordedHistory> HistoriesOf(string orchestrator) =>
        Histories.Where(history => history.Orchestrator == orchestrator);

    /// <summary>Adds the events that became part of a history.</summary>
    public void Record(string orchestrator, OrchestrationInstance instance, IEnumerable<HistoryEvent> events) =>
        _histories.GetOrAdd((instance.InstanceId, instance.ExecutionId), key => new RecordedHistory(orchestrator, key.Instance))
            .Add(events);

    /// <summary>Counts activities that were handed out, or with a negative number those that have answered.</summary>
    public void CountActivities(int count) => Interlocked.Add(ref _openActivities, count);

    /// <summary>Waits until every activity that was handed out has answered.</summary>
    public async Task ActivitiesAnsweredAsync(CancellationToken cancellation)
    {
        while (Volatile.Read(ref _openActivities) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
    }

    public TaskMessage Pass(string orchestrator, TaskMessage message)
    {
        if (message.Event is not TimerFiredEvent fired)
            return message;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var timer = new OrchestrationTimer(orchestrator, message.OrchestrationInstance.InstanceId, fired.FireAt - now);
        _timers.Enqueue(timer);
        TimerPasses?.Invoke(timer);
        return new TaskMessage
        {
            OrchestrationInstance = message.OrchestrationInstance,
            Event = new TimerFiredEvent(fired.EventId, now) { TimerId = fired.TimerId },
        };
    }
}

/// <summary>A timer that an orchestration set.</summary>
/// <param name="Orchestrator">The orchestration's name.</param>
/// <param name="Instance">Which instance.</param>
/// <param name="Wait">How long it was to wait.</param>
internal sealed record OrchestrationTimer(string Orchestrator, string Instance, TimeSpan Wait);
