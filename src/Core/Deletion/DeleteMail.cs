using InboxMind.Core.Audit;
using InboxMind.Core.Indexing;
using InboxMind.Core.Work;

namespace InboxMind.Core.Deletion;

/// <summary>Deletes mail as a person asked for: from the store at once, from the index by the queue, and for good: no sync brings
/// it back. The mailbox itself is never changed.</summary>
public sealed class DeleteMail(IMailStore store, IWorkQueue queue, IAuditLog audit)
{
    /// <summary>Deletes one message and audits it.</summary>
    /// <returns>False when the user has no such message.</returns>
    public async Task<bool> RunAsync(User user, EmailId id, RequestOrigin origin, CancellationToken cancellation)
    {
        if (await RunAsync(new Owner(user.Id), [id], cancellation) == 0)
            return false;

        // It has happened: whoever asked for it and left does not keep it from being noted. The id would tell which mail it was.
        await audit.AppendAsync(AuditEvent.For(AuditKind.Deletion, user, origin) with { Detail = "email" }, CancellationToken.None);
        return true;
    }

    /// <summary>Deletes what of these is stored.</summary>
    /// <returns>How many messages were deleted.</returns>
    public async Task<int> RunAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var deleted = await store.DeleteAsync(owner, ids, cancellation);

        // Ending between the two is repaired by the sweep: the store remembers what the index may still hold.
        try
        {
            await queue.SendAsync(WorkQueues.IndexMail, [.. IndexMailWork.Bodies(owner.User, deleted)], cancellation);
        }
        catch (StorageUnusableException)
        {
            // The mail is gone, and the sweep queues what is left of it.
        }

        return deleted.Count;
    }
}
