using System.Collections.Concurrent;

namespace InboxMind.Core.Import;

/// <summary>How far an import is. Read it from any thread.</summary>
public sealed class ImportProgress
{
    private const int MaxReasons = 10;

    private readonly ConcurrentQueue<(string Source, string Reason)> _reasons = [];
    private long _found, _added, _known, _quarantined, _indexed, _toIndex;

    public long Found => Volatile.Read(ref _found);

    public long Added => Volatile.Read(ref _added);

    public long Known => Volatile.Read(ref _known);

    public long Quarantined => Volatile.Read(ref _quarantined);

    /// <summary>The first mails of this import that were set aside, and why.</summary>
    public IReadOnlyCollection<(string Source, string Reason)> Reasons => _reasons;

    /// <summary>Messages of this import that the index holds by now.</summary>
    public long Indexed => Volatile.Read(ref _indexed);

    /// <summary>Messages of this import that the index has to hold.</summary>
    public long ToIndex => Volatile.Read(ref _toIndex);

    internal void AddFound() => Interlocked.Increment(ref _found);

    internal void AddAdded() => Interlocked.Increment(ref _added);

    internal void AddKnown() => Interlocked.Increment(ref _known);

    internal void AddSetAside(string source, string reason)
    {
        if (Interlocked.Increment(ref _quarantined) <= MaxReasons)
            _reasons.Enqueue((source, reason));
    }

    internal void AddToIndex(int count) => Interlocked.Add(ref _toIndex, count);

    internal void AddIndexed(int count) => Interlocked.Add(ref _indexed, count);
}
