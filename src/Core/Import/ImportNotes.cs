using System.Collections.Concurrent;

namespace InboxMind.Core.Import;

/// <summary>What a source did not give, and why. Read it from any thread.</summary>
public sealed class ImportNotes
{
    private const int MaxNamed = 10;

    private readonly ConcurrentQueue<(string Source, string Reason)> _named = [];
    private long _deleted, _spam, _doubted, _notRead;

    /// <summary>Mails that their owner deleted.</summary>
    public long Deleted => Volatile.Read(ref _deleted);

    /// <summary>Mails in Gmail's Spam.</summary>
    public long Spam => Volatile.Read(ref _spam);

    /// <summary>Lines of mboxes that look like the beginning of a mail only in part, and were not taken for one.</summary>
    public long Doubted => Volatile.Read(ref _doubted);

    /// <summary>Files in folders and archives that hold mail in a form that is not read.</summary>
    public long NotRead => Volatile.Read(ref _notRead);

    /// <summary>The first of those files, and what to do with them.</summary>
    public IReadOnlyCollection<(string Source, string Reason)> Named => _named;

    internal void AddDeleted() => Interlocked.Increment(ref _deleted);

    internal void AddSpam() => Interlocked.Increment(ref _spam);

    internal void AddDoubted(long count) => Interlocked.Add(ref _doubted, count);

    internal void AddNotRead(string source, string reason)
    {
        if (Interlocked.Increment(ref _notRead) <= MaxNamed)
            _named.Enqueue((source, reason));
    }
}
