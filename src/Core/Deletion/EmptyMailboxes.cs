using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync.Leases;

namespace InboxMind.Core.Deletion;

/// <summary>Deletes the mail of a user that is there now, and what was set aside; mail that comes in meanwhile stays.</summary>
public sealed class EmptyMailboxes(
    IMailStore store, IMailIndex index, ISetAsideMail setAside, DeleteMail delete, RemoveDeleted remove, TimeProvider time)
{
    /// <summary>Messages between two looks at the leases. The store writes them in short steps.</summary>
    private const int Batch = 500;

    internal async Task<(int Emails, int Quarantined)> EmptyAsync(Owner owner, HeldLeases leases, CancellationToken cancellation)
    {
        int emails = 0, quarantined = 0, some;
        var present = MailConditions.None with { StoredUntil = time.GetUtcNow() };
        var presentAside = await setAside.CountAsync(owner, mailbox: null, cancellation);
        while (true)
        {
            var found = await store.ListAsync(owner, present, new MailRange(null, 0, Batch), cancellation);
            if (found.Count == 0)
                break;
            emails += await delete.DeleteAsync(owner, [.. found.Select(static p => p.Id)], cancellation);
            await leases.RenewAsync(cancellation);
        }

        // An index of nothing is thrown away whole, which takes no time.
        if (emails > 0 && await store.CountAsync(owner, cancellation) == 0)
        {
            await index.ClearAsync(owner, cancellation);
            await remove.RemoveAsync(owner, cancellation);
        }

        // The oldest go first.
        while (quarantined < presentAside
            && (some = await store.DeleteSetAsideAsync(owner, (int)Math.Min(Batch, presentAside - quarantined), cancellation)) > 0)
            quarantined += some;
        return (emails, quarantined);
    }
}
