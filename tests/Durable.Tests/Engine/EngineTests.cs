using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InboxMind.Durable.Tests.Engine;

/// <summary>The engine itself: it replays, finds what is not deterministic, and goes on after it was killed.</summary>
public sealed class EngineTests
{
    private int _runs;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_GoodOrchestrator_IsReplayedForEachStep()
    {
        var (state, engine) = await RunAsync(async context =>
        {
            _runs++;
            for (var i = 0; i < 3; i++)
                await context.CallActivityAsync("echo", i);
            return 0;
        });
        await using var _ = engine;

        state.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        _runs.ShouldBe(4);
    }

    [Fact]
    public async Task Run_StateOutsideDecides_Fails()
    {
        var (state, engine) = await RunAsync(async context =>
        {
            await context.CallActivityAsync(++_runs > 1 ? "other" : "echo", 1);
            await context.CallActivityAsync("echo", 2);
            return 0;
        });
        await using var _ = engine;

        state.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        state.FailureDetails!.ErrorType.ShouldContain("NonDeterministic");
    }

    [Fact]
    public async Task Run_ChanceDecidesHowMuch_Fails()
    {
        var (state, engine) = await RunAsync(async context =>
        {
            if (++_runs == 1)
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await context.CallActivityAsync("echo", 2);
            return 0;
        });
        await using var _ = engine;

        state.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
    }

    [Fact]
    public async Task Run_NewCodeMeetsAnOldHistory_FailsAndCanBeStartedAgain()
    {
        var isAtIt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = await DurableEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<object?, int>("test", static (context, _) => context.CallActivityAsync<int>("old"))
                .AddActivityFunc<object?, int>("old", async (_, _) =>
                {
                    isAtIt.TrySetResult();
                    await new TaskCompletionSource().Task;
                    return 1;
                }),
            Cancellation);
        var options = new StartOrchestrationOptions("one")
            .WithDedupeStatuses(OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("test", options, Cancellation);
        await isAtIt.Task.WaitAsync(Cancellation);

        await engine.KillAndRestartAsync(
            Cancellation,
            static tasks => tasks.AddOrchestratorFunc<object?, int>("test", static (context, _) => context.CallActivityAsync<int>("new"))
                .AddActivityFunc<object?, int>("old", static (_, _) => 1)
                .AddActivityFunc<object?, int>("new", static (_, _) => 2));

        (await engine.Client.WaitForInstanceCompletionAsync("one", Cancellation)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);

        // The run that failed handed out an activity all the same, and this engine tells those of one instance apart by their number alone.
        await engine.Store.ActivitiesAnsweredAsync(Cancellation);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("test", options, Cancellation);
        (await engine.Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true, Cancellation)).ReadOutputAs<int>()
            .ShouldBe(2);
    }

    private static async Task<(OrchestrationMetadata State, DurableEngine Engine)> RunAsync(
        Func<TaskOrchestrationContext, Task<int>> orchestrator)
    {
        var engine = await DurableEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<object?, int>("test", (context, _) => orchestrator(context))
                .AddActivityFunc<int, int>("echo", static (_, i) => i)
                .AddActivityFunc<int, int>("other", static (_, i) => i),
            Cancellation);
        var instance = await engine.Client.ScheduleNewOrchestrationInstanceAsync("test", Cancellation);
        return (await engine.Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, Cancellation), engine);
    }
}
