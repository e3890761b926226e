using System.Collections.Concurrent;

namespace InboxMind.Core.Indexing;

/// <summary>Whose mail is just being deleted, all of it, by this process. Whoever meets mail meanwhile that is no longer stored leaves it
/// in the index: the deletion lets go of all of it at its end, at once, while taking mail by mail out costs several times as much as the
/// whole deletion.</summary>
public sealed class EmptiedMailboxes
{
    private readonly ConcurrentDictionary<UserId, int> _owners = [];

    /// <summary>Whether this owner's is.</summary>
    public bool Has(Owner owner) => _owners.ContainsKey(owner.User);

    /// <summary>Begins one. What is returned ends it.</summary>
    internal IDisposable Begin(Owner owner)
    {
        _owners.AddOrUpdate(owner.User, 1, static (_, before) => before + 1);
        return new Deletion(this, owner.User);
    }

    private void End(UserId user)
    {
        // Two may go on at a time: the last one ends it.
        if (_owners.AddOrUpdate(user, 0, static (_, before) => before - 1) == 0)
            _owners.TryRemove(KeyValuePair.Create(user, 0));
    }

    private sealed class Deletion(EmptiedMailboxes all, UserId user) : IDisposable
    {
        public void Dispose() => all.End(user);
    }
}
