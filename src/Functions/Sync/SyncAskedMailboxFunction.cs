using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Work;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Sync;

/// <summary>Syncs a mailbox that a person wants synced now. An exception makes the host hand the item out again, and set it
/// aside in the end.</summary>
public sealed class SyncAskedMailboxFunction(SyncMailboxHandler handler)
{
    [Function("SyncAskedMailbox")]
    public Task RunAsync([QueueTrigger(WorkQueues.SyncMailbox)] string body, CancellationToken cancellation) =>
        handler.HandleAsync(body, cancellation);
}
