using Microsoft.DurableTask;

namespace InboxMind.Functions.Tests.Durable;

/// <summary>Runs an orchestrator's code again over every beginning of a history, as the framework may at any time.</summary>
internal static class Replay
{
    /// <summary>Holds what it asks for against what it asked for then.</summary>
    /// <returns>How many beginnings there were.</returns>
    public static int EachPrefix<T>(Func<TaskOrchestrationContext, Task<T>> orchestrator, Generation generation)
    {
        for (var length = 0; length <= generation.Episodes.Count; length++)
        {
            var execution = Execution.Start(orchestrator, generation.Instance, generation.Input, generation.Start, isReplay: length > 0);
            for (var i = 0; i < length; i++)
                execution.Tell(generation.Episodes[i], isReplay: i < length - 1);

            var expected = generation.Actions.Take(generation.ScheduledBefore[length]);
            if (!execution.Actions.SequenceEqual(expected))
                throw new NonDeterministicException(
                    $"After {length} of {generation.Episodes.Count} episodes it asks for something else than it did.");
            if (execution.Status != generation.StatusBefore[length])
                throw new NonDeterministicException(
                    $"After {length} of {generation.Episodes.Count} episodes its status is another than it was.");
            if (execution.IsOver != (length == generation.Episodes.Count))
                throw new NonDeterministicException($"It ends after {length} of {generation.Episodes.Count} episodes.");
            if (execution.IsOver && (execution.Result != generation.Result || execution.NewInput != generation.NewInput))
                throw new NonDeterministicException("It ends with something else than it did.");
        }

        return generation.Episodes.Count + 1;
    }
}

/// <summary>An orchestrator did something else over the same history.</summary>
internal sealed class NonDeterministicException(string message) : Exception(message);
