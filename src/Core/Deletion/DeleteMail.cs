using InboxMind.Core.Audit;
using InboxMind.Core.Indexing;
using InboxMind.Core.Work;

namespace InboxMind.Core.Deletion;

/// <summary>Deletes mail as a person asked for: from the store and the index, and for good: no sync brings it back. The mailbox itself is
/// never changed.</summary>
public sealed class DeleteMail(IMailStore store, IWorkQueue queue, RemoveDeleted remove, IAuditLog audit)
{
    /// <summary>Deletes one message and audits it.</summary>
    /// <returns>False when the user has no such message.</returns>
    public async Task<bool> DeleteAsync(User user, EmailId id, RequestOrigin origin, CancellationToken cancellation)
    {
        if (await DeleteAsync(new Owner(user.Id), [id], cancellation) == 0)
            return false;

        // It has happened: whoever asked for it and left does not keep it from being noted. The id would tell which mail it was.
        await audit.AppendAsync(AuditEvent.For(AuditKind.Deletion, user, origin) with { Detail = "email" }, CancellationToken.None);
        return true;
    }

    /// <summary>Deletes what of these is stored.</summary>
    /// <returns>How many messages were deleted.</returns>
    public async Task<int> DeleteAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var deleted = await store.DeleteAsync(owner, ids, cancellation);
        if (deleted.Count == 0)
            return 0;
        try
        {
            // These alone: of what else was deleted, which may be very much, the index lets go by the queue.
            await remove.RemoveAsync(owner, deleted, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it was: the mail is gone, and the store remembers what the index may still hold.
            await QueueAsync(owner, deleted, cancellation);
        }

        return deleted.Count;
    }

    private async Task QueueAsync(Owner owner, IReadOnlyList<EmailId> deleted, CancellationToken cancellation)
    {
        try
        {
            await queue.SendAsync(WorkQueues.IndexMail, [.. IndexMailWork.Bodies(owner.User, deleted)], cancellation);
        }
        catch (StorageUnusableException)
        {
            // The sweep finds it.
        }
    }
}
