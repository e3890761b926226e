using InboxMind.Core.Telemetry;
using InboxMind.Core.Work;

namespace InboxMind.Core.Sync.Runs;

/// <summary>Takes a person's wish that mailboxes are synced now; a worker does it.</summary>
public sealed class AskForSync(IMailboxStore mailboxes, ISyncStateStore states, IWorkQueue queue)
{
    /// <summary>Asks for one mailbox.</summary>
    /// <returns>What came of it.</returns>
    public async Task<SyncAsked> AskAsync(Owner owner, MailboxId id, CancellationToken cancellation)
    {
        if (await mailboxes.GetAsync(owner, id, cancellation) is not { } mailbox)
            return SyncAsked.NotFound;
        if (mailbox.Connection is null)
            return SyncAsked.NotOnServer;
        if ((await states.GetAsync(owner, id, cancellation)).State == SyncState.NeedsReconnect)
            return SyncAsked.NeedsReconnect;
        await queue.SendAsync(WorkQueues.SyncMailbox, [Body(owner, id)], cancellation);
        return SyncAsked.Queued;
    }

    /// <summary>Asks for all mailboxes of the owner.</summary>
    /// <returns>Those that will be synced.</returns>
    public async Task<IReadOnlyList<MailboxId>> AskAsync(Owner owner, CancellationToken cancellation)
    {
        var asked = new List<MailboxId>();
        foreach (var mailbox in await mailboxes.ListAsync(owner, cancellation))
        {
            if (await AskAsync(owner, mailbox.Id, cancellation) == SyncAsked.Queued)
                asked.Add(mailbox.Id);
        }

        return asked;
    }

    private static string Body(Owner owner, MailboxId id) =>
        new SyncMailboxWork(owner.User.Value, id.Value) { Traceparent = TraceParent.Current }.ToBody();
}

/// <summary>What came of asking for a sync.</summary>
public enum SyncAsked
{
    /// <summary>It will be synced in a moment.</summary>
    Queued,

    /// <summary>There is no such mailbox.</summary>
    NotFound,

    /// <summary>It was imported: there is no server to sync with.</summary>
    NotOnServer,

    /// <summary>A person has to sign in to it again first.</summary>
    NeedsReconnect,
}
