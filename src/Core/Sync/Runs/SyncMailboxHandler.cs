using InboxMind.Core.Work;

namespace InboxMind.Core.Sync.Runs;

/// <summary>Does the work of the queue <c>sync-mailbox</c>: syncs a mailbox before its time. Where there is more to do than one turn
/// allows, it queues another.</summary>
public sealed class SyncMailboxHandler(SyncMailbox sync, IMailboxStore mailboxes, IWorkQueue queue) : IWorkHandler
{
    /// <summary>Shorter than a taken item stays hidden.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(1);

    public string Queue => WorkQueues.SyncMailbox;

    /// <summary>Syncs for one turn. How it went is noted with the mailbox.</summary>
    /// <exception cref="MailboxBusyException">Another run is under way, which may have begun before it was asked for.</exception>
    public async Task HandleAsync(string body, CancellationToken cancellation)
    {
        var (owner, mailbox, traceParent) = SyncMailboxWork.Parse(body);
        await WorkSignals.MeasureAsync(Queue, traceParent, () => SyncAsync(owner, mailbox, body, cancellation));
    }

    private async Task SyncAsync(Owner owner, MailboxId mailbox, string body, CancellationToken cancellation)
    {
        // Disconnected since it was asked for.
        if (await mailboxes.GetAsync(owner, mailbox, cancellation) is not { Connection: not null })
            return;
        var request = new SyncRequest($"asked-{Guid.NewGuid():n}", Budget, AskedFor: true);
        var outcome = await sync.SyncAsync(owner, mailbox, request, new SyncProgress(), cancellation);
        if (outcome.Result == SyncResult.Busy)
            throw new MailboxBusyException();
        if (outcome.Result == SyncResult.More)
            await queue.SendAsync(Queue, [body], cancellation);
    }
}

/// <summary>A mailbox is being synced by another.</summary>
public sealed class MailboxBusyException() : Exception("The mailbox is being synced by another.");
