using System.Text.Json;
using Microsoft.DurableTask;

namespace InboxMind.Functions.Tests.Durable;

/// <summary>One run of an orchestrator's code over a history.</summary>
internal sealed class Execution
{
    private readonly OrchestratorThread _thread = new();
    private readonly ReplayedContext _context;
    private Task<string>? _task;

    private Execution(string instance, string? input) => _context = new ReplayedContext(instance, input, _thread);

    public IReadOnlyList<ScheduledAction> Actions => _context.Actions;

    public IReadOnlyCollection<int> Outstanding => _context.Outstanding;

    public string? Status => _context.Status;

    public bool IsOver => _task!.IsCompleted;

    /// <summary>What it returned, as JSON; null when it goes on as new.</summary>
    public string? Result => _context.NewInput is null ? _task!.GetAwaiter().GetResult() : null;

    public string? NewInput => _context.NewInput;

    public static Execution Start<T>(Func<TaskOrchestrationContext, Task<T>> orchestrator, string instance, string? input, DateTime time,
        bool isReplay)
    {
        var execution = new Execution(instance, input);
        execution._context.SetTime(time);
        execution._context.Replaying = isReplay;
        execution._thread.Run(() => execution._task = WholeAsync(orchestrator, execution._context));
        execution.Check();
        return execution;
    }

    public void Tell(Episode episode, bool isReplay)
    {
        _context.SetTime(episode.Time);
        _context.Replaying = isReplay;

        // One by one: what follows from the first happens before the second.
        foreach (var completion in episode.Completions)
            _thread.Run(() => _context.Complete(completion));
        Check();
    }

    private static async Task<string> WholeAsync<T>(Func<TaskOrchestrationContext, Task<T>> orchestrator, ReplayedContext context) =>
        JsonSerializer.Serialize(await orchestrator(context));

    private void Check()
    {
        if (_thread.Wrong is { } wrong)
            throw new IllegalOrchestratorException(wrong);
        if (!IsOver && Outstanding.Count == 0)
            throw new IllegalOrchestratorException("It waits, but for no durable task.");
        if (_task!.IsFaulted)
            _task.GetAwaiter().GetResult();
    }
}

/// <summary>An orchestrator did what it may not.</summary>
internal sealed class IllegalOrchestratorException(string message) : Exception(message);
