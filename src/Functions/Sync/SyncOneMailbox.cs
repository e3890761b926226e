using InboxMind.Core.Sync.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InboxMind.Functions.Sync;

/// <summary>Gives one mailbox one turn. What may pass is tried again; what needs a person or does not pass is a result of the turn and
/// ends it at once.</summary>
public static class SyncOneMailbox
{
    /// <summary>Only what the turn throws is tried again, and it throws only what may pass.</summary>
    internal static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(15), 2));

    [Function(nameof(SyncOneMailbox))]
    public static async Task<SyncTurn> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var mailbox = context.GetInput<DueMailbox>()
            ?? throw new InvalidOperationException("The orchestration was started without its input.");
        var input = new SyncTurnInput(mailbox.User, mailbox.Mailbox, context.InstanceId, mailbox.TurnSeconds);
        try
        {
            return await context.CallActivityAsync<SyncTurn>(nameof(SyncMailboxTurn), input, Retry);
        }
        catch (TaskFailedException)
        {
            return new SyncTurn(SyncResult.Failed);
        }
    }
}
