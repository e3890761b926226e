using System.Collections.Concurrent;

namespace InboxMind.Core.Indexing;

/// <summary>In whose indexes a sweep over all users found nothing to do. One that has not changed since need not be opened again: the
/// store knows how far each has come.</summary>
/// <param name="store">The store.</param>
internal sealed class FinishedIndexes(IMailStore store)
{
    private readonly ConcurrentDictionary<UserId, (IndexState State, string By)> _finished = [];

    /// <summary>Does what waits for an owner, unless nothing can.</summary>
    /// <param name="owner">Whose index.</param>
    /// <param name="by">What it is done by: by another, such as a new model, it is done again.</param>
    /// <param name="work">Does it, and tells whether nothing at all is left.</param>
    /// <param name="cancellation">Stops the look at the store.</param>
    public async Task VisitAsync(Owner owner, string by, Func<Task<bool>> work, CancellationToken cancellation)
    {
        // Before the work: what is written while it goes on is another state.
        var state = await store.BoundIndexAsync(owner, cancellation);
        if (state is not null && _finished.TryGetValue(owner.User, out var known) && known == (state, by))
            return;
        if (await work() && state is not null)
            _finished[owner.User] = (state, by);
    }
}
