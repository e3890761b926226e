using System.Collections.Concurrent;
using System.Threading.Channels;

namespace InboxMind.Core.Sync;

/// <summary>How far a sync is, over all its runs. Read it from any thread.</summary>
/// <param name="stored">Told the messages that were queued for the index, for who wants to wait for them.</param>
public sealed class SyncProgress(ChannelWriter<List<EmailId>>? stored = null)
{
    private readonly ConcurrentDictionary<string, long> _toFetch = [];
    private long _found, _added, _known, _quarantined, _deleted, _updated, _moved, _toIndex, _indexed;

    /// <summary>Messages of the mailbox looked at: added, known, set aside.</summary>
    public long Found => Volatile.Read(ref _found);

    public long Added => Volatile.Read(ref _added);

    public long Known => Volatile.Read(ref _known);

    public long Quarantined => Volatile.Read(ref _quarantined);

    /// <summary>Messages that lie nowhere any more and were erased.</summary>
    public long Deleted => Volatile.Read(ref _deleted);

    /// <summary>Messages whose flags or labels changed.</summary>
    public long Updated => Volatile.Read(ref _updated);

    /// <summary>Messages that left a place and lie in a new one.</summary>
    public long Moved => Volatile.Read(ref _moved);

    /// <summary>Messages still to look at, as far as is known.</summary>
    public long ToFetch => _toFetch.Values.Sum();

    /// <summary>Messages of this sync that the index has to see.</summary>
    public long ToIndex => Volatile.Read(ref _toIndex);

    /// <summary>Messages of them that the index holds by now.</summary>
    public long Indexed => Volatile.Read(ref _indexed);

    /// <summary>Counts messages that the index holds now.</summary>
    public void AddIndexed(int count) => Interlocked.Add(ref _indexed, count);

    internal void AddFound(int count) => Interlocked.Add(ref _found, count);

    internal void AddAdded(int count) => Interlocked.Add(ref _added, count);

    internal void AddKnown(int count) => Interlocked.Add(ref _known, count);

    internal void AddSetAside(int count) => Interlocked.Add(ref _quarantined, count);

    internal void AddDeleted(int count) => Interlocked.Add(ref _deleted, count);

    internal void AddUpdated(int count) => Interlocked.Add(ref _updated, count);

    internal void AddMoved(int count) => Interlocked.Add(ref _moved, count);

    /// <summary>Counts messages that were queued for the index.</summary>
    public async Task AddToIndexAsync(List<EmailId> ids, CancellationToken cancellation)
    {
        Interlocked.Add(ref _toIndex, ids.Count);
        if (stored is not null)
            await stored.WriteAsync(ids, cancellation);
    }

    /// <summary>Notes how many messages of a folder are still to be looked at.</summary>
    internal void NoteToFetch(string folder, long count) => _toFetch[folder] = count;
}
