using Microsoft.DurableTask;

namespace InboxMind.Functions.Tests.Durable;

/// <summary>Runs an orchestrator from its start to its end, over all its generations, and writes down what happened. What it started
/// ends in an order that a seed decides.</summary>
/// <typeparam name="T">What it returns.</typeparam>
/// <param name="name">The orchestrator's name.</param>
/// <param name="orchestrator">Its code.</param>
/// <param name="world">Does an activity or a sub-orchestration; gives its result as JSON, or the type of an exception.</param>
/// <param name="seed">Decides the order.</param>
internal sealed class Simulation<T>(
    string name, Func<TaskOrchestrationContext, Task<T>> orchestrator, Func<ScheduledAction, DateTime, Completion> world, int seed)
{
    private static readonly DateTime Begin = new(2026, 11, 26, 8, 0, 0, DateTimeKind.Utc);

    private readonly Random _random = new(seed);

    /// <summary>Told what is outstanding whenever something is; picks which ends next, null for any.</summary>
    public Func<IReadOnlyList<ScheduledAction>, ScheduledAction?>? Next { get; init; }

    /// <summary>Completions the orchestrator is told of at one time, at most.</summary>
    public int MaxTogether { get; init; } = 3;

    public List<Generation> Run(string instance, string? input)
    {
        var generations = new List<Generation>();
        var time = Begin;
        do
        {
            var generation = new Generation(name, instance, input, time);
            var execution = Execution.Start(orchestrator, instance, input, time, isReplay: false);
            while (!execution.IsOver)
            {
                Note(generation, execution);
                time = time.AddMilliseconds(_random.Next(1, 3_000));
                var together = new List<Completion>();
                for (var left = _random.Next(1, MaxTogether + 1); left > 0 && execution.Outstanding.Count > together.Count; left--)
                    together.Add(End(execution, together, ref time));
                var episode = new Episode(time, together);
                generation.Episodes.Add(episode);
                execution.Tell(episode, isReplay: false);
            }

            Note(generation, execution);
            generation.Actions = [.. execution.Actions];
            generation.Result = execution.Result;
            generation.NewInput = execution.NewInput;
            generations.Add(generation);
            input = generation.NewInput;
        }
        while (input is not null);
        return generations;
    }

    private static void Note(Generation generation, Execution execution)
    {
        generation.ScheduledBefore.Add(execution.Actions.Count);
        generation.StatusBefore.Add(execution.Status);
    }

    private Completion End(Execution execution, List<Completion> together, ref DateTime time)
    {
        var outstanding = execution.Outstanding.Except(together.Select(static c => c.Id)).Order()
            .Select(id => execution.Actions[id]).ToList();
        var action = Next?.Invoke(outstanding) ?? outstanding[_random.Next(outstanding.Count)];
        if (action.Kind != ActionKind.Timer)
            return world(action, time);
        var fires = System.Text.Json.JsonSerializer.Deserialize<DateTime>(action.Input);
        time = fires > time ? fires : time;
        return new Completion(action.Id, null, null);
    }
}
