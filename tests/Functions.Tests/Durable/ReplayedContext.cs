using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Functions.Tests.Durable;

/// <summary>An orchestrator's context that is told what happened, and writes down what the orchestrator asks for.</summary>
internal sealed class ReplayedContext(string instance, string? input, OrchestratorThread thread) : TaskOrchestrationContext
{
    private readonly Dictionary<int, TaskCompletionSource<string?>> _waiting = [];
    private readonly List<ScheduledAction> _actions = [];
    private DateTime _now;
    private int _guids;

    public IReadOnlyList<ScheduledAction> Actions => _actions;

    public IReadOnlyCollection<int> Outstanding => _waiting.Keys;

    public string? Status { get; private set; }

    /// <summary>The input of the next generation; null when there is to be none.</summary>
    public string? NewInput { get; private set; }

    public bool Replaying { get; set; }

    public override TaskName Name => "test";

    public override string InstanceId => Checked(instance);

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => Checked(_now);

    public override bool IsReplaying => Checked(Replaying);

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>Time goes on.</summary>
    public void SetTime(DateTime time) => _now = time;

    /// <summary>Tells what came of something; only inside <see cref="OrchestratorThread.Run"/>.</summary>
    public void Complete(Completion completion)
    {
        _waiting.Remove(completion.Id, out var waiting).ShouldBeTrue($"Nothing waits for {completion}.");
        if (completion.Error is null)
            waiting!.SetResult(completion.Result);
        else
            waiting!.SetException(
                new TaskFailedException(
                    _actions[completion.Id].Name, completion.Id, new TaskFailureDetails(completion.Error, "failed", null, null, null)));
    }

    public override T? GetInput<T>()
        where T : default => input is null ? default : JsonSerializer.Deserialize<T>(Checked(input));

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallAsync<TResult>(ActionKind.Activity, name, input, options);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallAsync<TResult>(ActionKind.SubOrchestration, orchestratorName, input, options);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) =>
        Schedule(ActionKind.Timer, "", JsonSerializer.Serialize(fireAt));

    public override void SetCustomStatus(object? customStatus) => Status = JsonSerializer.Serialize(Checked(customStatus));

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        NewInput = JsonSerializer.Serialize(Checked(newInput));

    public override Guid NewGuid() => new(Checked(++_guids), 0, 0, new byte[8]);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    /// <summary>With a policy, what failed is scheduled again after a timer, as the framework does it.</summary>
    private async Task<T> CallAsync<T>(ActionKind kind, string name, object? value, TaskOptions? options)
    {
        thread.Check();
        var json = JsonSerializer.Serialize(value);
        var policy = options?.Retry?.Policy;
        var pause = policy?.FirstRetryInterval ?? default;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await Schedule(kind, name, json);
                return result is null ? default! : JsonSerializer.Deserialize<T>(result)!;
            }
            catch (TaskFailedException) when (policy is not null)
            {
                // After the last try the framework sets one more timer, which fires at once.
                var isLast = attempt >= policy.MaxNumberOfAttempts;
                await CreateTimer(isLast ? CurrentUtcDateTime : CurrentUtcDateTime + pause, CancellationToken.None);
                if (isLast)
                    throw;
                pause = TimeSpan.FromTicks(Math.Min((long)(pause.Ticks * policy.BackoffCoefficient), policy.MaxRetryInterval.Ticks));
            }
        }
    }

    private Task<string?> Schedule(ActionKind kind, string name, string json)
    {
        thread.Check();
        var action = new ScheduledAction(_actions.Count, kind, name, json);
        _actions.Add(action);
        return (_waiting[action.Id] = new TaskCompletionSource<string?>()).Task;
    }

    private T Checked<T>(T value)
    {
        thread.Check();
        return value;
    }
}
