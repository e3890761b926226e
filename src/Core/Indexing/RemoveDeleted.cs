using InboxMind.Core.Index;

namespace InboxMind.Core.Indexing;

/// <summary>Takes out of the index what is no longer stored. The store remembers it until this is done, whatever happens between. Of an
/// owner whose mail is just being deleted, all of it, nothing is taken out: that is left to the end of the deletion.</summary>
public sealed class RemoveDeleted(IMailStore store, IMailIndex index, EmptiedMailboxes emptied)
{
    private const int Batch = 500;

    /// <returns>Messages that were stored again meanwhile: the index lacks them now.</returns>
    public async Task<IReadOnlyList<EmailId>> RemoveAsync(Owner owner, CancellationToken cancellation)
    {
        if (emptied.Has(owner))
            return [];

        // A deletion of all mail was stopped before its end. It would have let go of the whole index; what comes in meanwhile is found to
        // be missing in the next one, as it is after such a deletion.
        if ((await store.ListRemovedAsync(owner, after: null, Batch, cancellation)).Count == Batch
            && await store.CountAsync(owner, cancellation) == 0)
            await index.ClearAsync(owner, cancellation);
        return await RemoveAllAsync(owner, cancellation);
    }

    /// <summary>Takes out these, which are not stored.</summary>
    /// <returns>As above.</returns>
    public async Task<IReadOnlyList<EmailId>> RemoveAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        if (!emptied.Has(owner))
            return await RemoveSomeAsync(owner, ids, cancellation);

        // Most of them are noted: they were just deleted. One of which nothing is known would stay for good.
        await store.CorrectMarksAsync(owner, [], ids, cancellation);
        return [];
    }

    /// <summary>Takes out what is no longer stored, also while all is being deleted.</summary>
    /// <returns>As above.</returns>
    internal async Task<IReadOnlyList<EmailId>> RemoveAllAsync(Owner owner, CancellationToken cancellation)
    {
        var back = new List<EmailId>();
        EmailId? last = null;

        // Those that stay were taken out of an index that another has replaced meanwhile; the next call goes on.
        while (await store.ListRemovedAsync(owner, last, Batch, cancellation) is { Count: > 0 } ids)
        {
            back.AddRange(await RemoveSomeAsync(owner, ids, cancellation));
            last = ids[^1];
        }

        return back;
    }

    private async Task<IReadOnlyList<EmailId>> RemoveSomeAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var state = await index.RemoveAsync(owner, ids, cancellation);
        return await store.MarkRemovedAsync(owner, ids, state, cancellation);
    }
}
