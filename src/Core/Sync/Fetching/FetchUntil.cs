namespace InboxMind.Core.Sync.Fetching;

/// <summary>How much of what is pending in a folder is fetched at a time, and how.</summary>
/// <param name="Above">Enough is done when nothing is pending from this UID on; 0 for nothing at all.</param>
/// <param name="IsOneBatch">Enough is one batch that holds something.</param>
internal readonly record struct FetchUntil(uint Above, bool IsOneBatch)
{
    public static readonly FetchUntil NothingPending = new(0, IsOneBatch: false);

    public static readonly FetchUntil OneBatch = new(0, IsOneBatch: true);

    /// <summary>Whether messages that are stored may turn up in new places: some vanished from another.</summary>
    public bool ExpectsMoves { get; init; }

    public static FetchUntil NoneAbove(uint uid) => new(uid, IsOneBatch: false);

    public bool IsReached(IReadOnlyList<UidRange> pending)
    {
        var above = Above;
        return !pending.Any(r => r.Last >= above);
    }

    public bool IsReached(FetchedBatch batch) => IsReached(batch.Pending) || (IsOneBatch && batch.Mails.Count > 0);
}
