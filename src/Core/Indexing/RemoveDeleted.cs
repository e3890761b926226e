using InboxMind.Core.Index;

namespace InboxMind.Core.Indexing;

/// <summary>Takes out of the index what is no longer stored. The store remembers it until this is done, whatever happens between.</summary>
public sealed class RemoveDeleted(IMailStore store, IMailIndex index)
{
    private const int Batch = 500;

    /// <returns>Messages that were stored again meanwhile: the index lacks them now.</returns>
    public async Task<IReadOnlyList<EmailId>> RemoveAsync(Owner owner, CancellationToken cancellation)
    {
        var back = new List<EmailId>();
        EmailId? last = null;

        // Those that stay were taken out of an index that another has replaced meanwhile; the next call goes on.
        while (await store.ListRemovedAsync(owner, last, Batch, cancellation) is { Count: > 0 } ids)
        {
            back.AddRange(await RemoveAsync(owner, ids, cancellation));
            last = ids[^1];
        }

        return back;
    }

    /// <summary>Takes out these, which are not stored.</summary>
    /// <returns>As above.</returns>
    public async Task<IReadOnlyList<EmailId>> RemoveAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var state = await index.RemoveAsync(owner, ids, cancellation);
        return await store.MarkRemovedAsync(owner, ids, state, cancellation);
    }
}
