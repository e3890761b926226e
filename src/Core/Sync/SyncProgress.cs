using InboxMind.Core.Import;

namespace InboxMind.Core.Sync;

/// <summary>How far a sync is, over all its runs. Read it from any thread.</summary>
public sealed class SyncProgress
{
    private long _found, _added, _known, _quarantined, _deleted, _updated, _moved, _toFetch;

    /// <summary>Messages of the mailbox looked at: added, known, set aside.</summary>
    public long Found => Volatile.Read(ref _found);

    public long Added => Volatile.Read(ref _added);

    public long Known => Volatile.Read(ref _known);

    public long Quarantined => Volatile.Read(ref _quarantined);

    /// <summary>Messages that lie nowhere any more and were erased.</summary>
    public long Deleted => Volatile.Read(ref _deleted);

    /// <summary>Messages whose flags or labels changed.</summary>
    public long Updated => Volatile.Read(ref _updated);

    /// <summary>Known messages found in a new place.</summary>
    public long Moved => Volatile.Read(ref _moved);

    /// <summary>Messages still to look at, as far as is known.</summary>
    public long ToFetch => Volatile.Read(ref _toFetch);

    /// <summary>What the index has to hold of it.</summary>
    public IndexWait Index { get; } = new();

    internal void AddFound(int count) => Interlocked.Add(ref _found, count);

    internal void AddAdded() => Interlocked.Increment(ref _added);

    internal void AddKnown() => Interlocked.Increment(ref _known);

    internal void AddQuarantined() => Interlocked.Increment(ref _quarantined);

    internal void AddDeleted(int count) => Interlocked.Add(ref _deleted, count);

    internal void AddUpdated(int count) => Interlocked.Add(ref _updated, count);

    internal void AddMoved() => Interlocked.Increment(ref _moved);

    internal void AddToFetch(long count) => Interlocked.Add(ref _toFetch, count);
}
