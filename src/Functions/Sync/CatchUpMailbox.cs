using InboxMind.Core.Sync.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InboxMind.Functions.Sync;

/// <summary>Gives one mailbox that is behind, such as a new one, turn after turn until it has caught up. All mailboxes that are behind wait
/// in one line for each turn, so that none holds up another.</summary>
/// <remarks>A generation is one turn, so its history stays short.</remarks>
public static class CatchUpMailbox
{
    [Function(nameof(CatchUpMailbox))]
    public static async Task<SyncCounts> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var state = context.GetInput<CatchUpInput>()
            ?? throw new InvalidOperationException("The orchestration was started without its input.");
        var next = context.CurrentUtcDateTime + SyncAllMailboxes.MinRound;
        var turn = await TurnAsync(context, state);
        state = state with { Counts = state.Counts.With(turn) with { Rounds = state.Counts.Rounds + 1 } };
        context.SetCustomStatus(state.Counts);
        if (turn.Result != SyncResult.More)
            return state.Counts;
        if (context.CurrentUtcDateTime < next)
            await context.CreateTimer(next, CancellationToken.None);
        context.ContinueAsNew(state);
        return state.Counts;
    }

    /// <summary>What fails stays due, and is begun again by the schedule.</summary>
    private static async Task<SyncTurn> TurnAsync(TaskOrchestrationContext context, CatchUpInput input)
    {
        try
        {
            return await context.CallActivityAsync<SyncTurn>(
                nameof(SyncMailboxTurn), new SyncTurnInput(input.User, input.Mailbox, context.InstanceId, input.TurnSeconds),
                SyncOneMailbox.Retry);
        }
        catch (TaskFailedException)
        {
            return new SyncTurn(SyncResult.Failed);
        }
    }
}
