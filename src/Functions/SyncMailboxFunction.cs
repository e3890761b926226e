using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>Syncs a mailbox that a person wants synced now. An exception makes the host hand the item out again, and set it
/// aside in the end.</summary>
public sealed class SyncMailboxFunction(SyncMailboxHandler handler)
{
    [Function("SyncMailbox")]
    public Task RunAsync([QueueTrigger(WorkQueues.SyncMailbox)] string body, CancellationToken cancellation) =>
        handler.HandleAsync(body, cancellation);
}
