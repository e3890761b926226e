using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync.Leases;
using InboxMind.Core.Work;

namespace InboxMind.Core.Deletion;

/// <summary>Deletes the mail of a user that is there now, and what was set aside; mail that comes in meanwhile stays. The index lets go of
/// all of it at the end, at once: taking mail by mail out of it takes far longer than filling it did.</summary>
public sealed class EmptyMailboxes(
    IMailStore store, IMailIndex index, ISetAsideMail setAside, EmptiedMailboxes emptied, RemoveDeleted remove, CheckIndex check,
    IWorkQueue queue, TimeProvider time)
{
    /// <summary>Messages between two looks at the leases. The store writes them in short steps.</summary>
    private const int Batch = 5_000;

    /// <summary>Of an index that keeps less than one in so many mails all is thrown away, and what stays is written again.</summary>
    private const int WorthKeeping = 10;

    internal async Task<(int Emails, int Quarantined)> EmptyAsync(Owner owner, HeldLeases leases, CancellationToken cancellation)
    {
        int quarantined = 0, some;
        var present = MailConditions.None with { StoredUntil = time.GetUtcNow() };
        var presentAside = await setAside.CountAsync(owner, mailbox: null, cancellation);
        var emails = await EmptyStoreAsync(owner, present, leases, cancellation);

        // The oldest go first.
        while (quarantined < presentAside
            && (some = await store.DeleteSetAsideAsync(owner, (int)Math.Min(Batch, presentAside - quarantined), cancellation)) > 0)
            quarantined += some;
        return (emails, quarantined);
    }

    private async Task<int> EmptyStoreAsync(Owner owner, MailConditions present, HeldLeases leases, CancellationToken cancellation)
    {
        var emails = 0;
        var isEmptied = false;
        try
        {
            using var deletion = emptied.Begin(owner);
            while (await store.ListAsync(owner, present, new MailRange(null, 0, Batch), cancellation) is { Count: > 0 } found)
            {
                emails += (await store.DeleteAsync(owner, [.. found.Select(static p => p.Id)], cancellation)).Count;
                await leases.RenewAsync(cancellation);
            }

            isEmptied = await EmptyIndexAsync(owner, emails, cancellation);
        }
        finally
        {
            if (!isEmptied)
                await QueueAsync(owner);
        }

        return emails;
    }

    /// <returns>Whether the index holds nothing any more of what was deleted.</returns>
    private async Task<bool> EmptyIndexAsync(Owner owner, int emails, CancellationToken cancellation)
    {
        // Also of a deletion that stopped before.
        if (emails == 0 && (await store.ListRemovedAsync(owner, after: null, limit: 1, cancellation)).Count == 0)
            return true;
        var left = await store.CountAsync(owner, cancellation);
        if (left > emails / WorthKeeping)
            return false;

        // What the store says of the index is not true from here on until it is compared: whatever happens between, the next one to use
        // the index finds another than the marks are about, and compares.
        await index.ClearAsync(owner, cancellation);
        await remove.RemoveAllAsync(owner, cancellation);
        if (left > 0)
            await check.CheckAsync(owner, cancellation);
        return true;
    }

    /// <summary>An item without messages: whoever does it takes out first what was deleted. It is needed also when the caller gave up.
    /// </summary>
    private async Task QueueAsync(Owner owner)
    {
        try
        {
            await queue.SendAsync(WorkQueues.IndexMail, [IndexMailWork.For(owner.User, []).ToBody()], CancellationToken.None);
        }
        catch (StorageUnusableException)
        {
            // The store remembers it: the next work on this index begins with it, and so does the next start.
        }
    }
}
