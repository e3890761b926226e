using System.Collections.Concurrent;

namespace InboxMind.Core.Indexing;

/// <summary>How much mail is to be read again and could not be, as far as this process has looked.</summary>
public sealed class ReadingWork
{
    private readonly ConcurrentDictionary<UserId, ReadingCounts> _counts = [];

    /// <summary>Of all users that were looked at.</summary>
    public ReadingCounts Counts
    {
        get
        {
            var all = _counts.Values.ToList();
            return new ReadingCounts(all.Sum(static c => c.Waiting), all.Sum(static c => c.Failed));
        }
    }

    /// <summary>Notes how an owner's mail stands.</summary>
    public void Note(Owner owner, ReadingCounts counts) => _counts[owner.User] = counts;

    /// <summary>Whether all of an owner's mail was found read by this version. Only a program of an earlier version brings more.</summary>
    public bool IsDone(Owner owner) => _counts.TryGetValue(owner.User, out var counts) && counts.Waiting == 0;
}
