using Microsoft.DurableTask;

namespace InboxMind.Functions.Tests.Durable;

/// <summary>The harness itself: it lets good orchestrators pass and finds bad ones.</summary>
public sealed class HarnessTests
{
    private int _calls;

    [Fact]
    public void EachPrefix_GoodOrchestrator_IsTheSameEachTime()
    {
        var generation = Run(GoodAsync).ShouldHaveSingleItem();

        Replay.EachPrefix(GoodAsync, generation).ShouldBe(generation.Episodes.Count + 1);
        generation.Actions.Count(static a => a.Kind == ActionKind.Activity).ShouldBe(6, "five, and one of them twice");
        generation.Actions.Count(static a => a.Kind == ActionKind.Timer).ShouldBe(2, "its own, and the one between two tries");
        generation.Result.ShouldBe("15");
    }

    [Fact]
    public void EachPrefix_ChanceInAnInput_IsFound()
    {
        var generation = Run(ChanceAsync).ShouldHaveSingleItem();

        Should.Throw<NonDeterministicException>(() => Replay.EachPrefix(ChanceAsync, generation));
    }

    [Fact]
    public void EachPrefix_StateOutsideDecides_IsFound()
    {
        var generation = Run(CountingAsync).ShouldHaveSingleItem();

        Should.Throw<NonDeterministicException>(() => Replay.EachPrefix(CountingAsync, generation));
    }

    [Fact]
    public void EachPrefix_DecidesByReplaying_IsFound()
    {
        var generation = Run(ReplayingAsync).ShouldHaveSingleItem();

        Should.Throw<NonDeterministicException>(() => Replay.EachPrefix(ReplayingAsync, generation));
    }

    [Fact]
    public void Run_WaitsForAnotherTask_IsRefused() => Should.Throw<IllegalOrchestratorException>(() => Run(OtherTaskAsync));

    [Fact]
    public void Run_LeavesItsThread_IsRefused() => Should.Throw<IllegalOrchestratorException>(() => Run(LeavingAsync));

    private static List<Generation> Run<T>(Func<TaskOrchestrationContext, Task<T>> orchestrator)
    {
        var isFirst = true;
        return new Simulation<T>("test", orchestrator, World, seed: 7).Run("instance", "5");

        Completion World(ScheduledAction action, DateTime time)
        {
            var fails = isFirst && action.Name == "flaky";
            isFirst &= !fails;
            return fails ? new Completion(action.Id, null, "System.IO.IOException") : new Completion(action.Id, action.Input, null);
        }
    }

    private static async Task<int> GoodAsync(TaskOrchestrationContext context)
    {
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(5)));
        var tasks = Enumerable.Range(1, context.GetInput<int>())
            .Select(i => context.CallActivityAsync<int>(i == 3 ? "flaky" : "steady", i, retry)).ToList();
        await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), CancellationToken.None);
        context.SetCustomStatus(context.NewGuid());
        return (await Task.WhenAll(tasks)).Sum();
    }

    private static async Task<int> ChanceAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("steady", 1);
        await context.CallActivityAsync("steady", Guid.NewGuid());
        return 0;
    }

    private static async Task<int> ReplayingAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("steady", context.IsReplaying);
        await context.CallActivityAsync("steady", 2);
        return 0;
    }

    private static async Task<int> OtherTaskAsync(TaskOrchestrationContext context)
    {
        await new TaskCompletionSource().Task;
        await context.CallActivityAsync("steady", 1);
        return 0;
    }

    private static async Task<int> LeavingAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("steady", 1).ConfigureAwait(false);
        await context.CallActivityAsync("steady", 2);
        return 0;
    }

    private async Task<int> CountingAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("steady", 1);
        await context.CallActivityAsync(++_calls > 1 ? "steady" : "first", 2);
        await context.CallActivityAsync("steady", 3);
        return 0;
    }
}
