using InboxMind.Core.Privacy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InboxMind.Functions.Privacy;

/// <summary>Erases an account step by step; each step may be done again. Its history holds the erasure's key, by which no one is found
/// once the erasure is over.</summary>
public static class EraseOneAccount
{
    /// <summary>Between the two times that everything is erased; the minute covers clocks that differ.</summary>
    internal static readonly TimeSpan Pause = Core.Privacy.EraseAccount.Settling + TimeSpan.FromMinutes(1);

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(
        new RetryPolicy(5, TimeSpan.FromSeconds(10), 3, TimeSpan.FromMinutes(10)));

    /// <returns>Whether the erasure is over. If not, the timer starts another instance.</returns>
    [Function(nameof(EraseOneAccount))]
    public static async Task<bool> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var key = context.GetInput<string>() ?? throw new InvalidOperationException("The orchestration was started without its input.");
        if (!await StepAsync(ErasureStep.Close))
            return true;
        if (!await EraseAsync())
            return true;
        await context.CreateTimer(context.CurrentUtcDateTime + Pause, CancellationToken.None);
        return !await EraseAsync();

        async Task<bool> EraseAsync() => await StepAsync(ErasureStep.Erase) && await StepAsync(ErasureStep.Finish);

        Task<bool> StepAsync(ErasureStep step) =>
            context.CallActivityAsync<bool>(nameof(EraseAccountStep), new EraseStepInput(key, step), Retry);
    }
}
