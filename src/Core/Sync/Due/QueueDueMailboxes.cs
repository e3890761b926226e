using InboxMind.Core.Work;

namespace InboxMind.Core.Sync.Due;

/// <summary>Queues the mailboxes that are due, the longest due first. Nothing is remembered between two looks: what is queued stays due
/// until it had its turn, and is found again when an item is lost. What bounds the queue is that a look begins only when it is nearly
/// empty, and queues a bounded number; so an item comes twice only for what still waits at that time, and then finds nothing to
/// do.</summary>
public sealed class QueueDueMailboxes(IDueMailboxes directory, IWorkQueue queue, TimeProvider time)
{
    /// <summary>Mailboxes of an item: what makes a turn cheap to schedule.</summary>
    public const int PerItem = 20;

    /// <summary>Items for each shard that may wait when a look begins.</summary>
    public const int LowWater = 50;

    /// <summary>Items that a look queues at most: 10,000 mailboxes.</summary>
    public const int HighWater = 500;

    /// <summary>Ids asked for at a time.</summary>
    private const int PageSize = 5 * PerItem;

    /// <summary>A look may take no longer than a function; the next one goes on.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(4);

    /// <summary>Asks for a look through each shard, first through that whose mailboxes wait longest: with too few workers the looks behind
    /// it find the queue filled.</summary>
    /// <returns>False when so much waits that none is needed.</returns>
    public async Task<bool> AskAsync(int shards, CancellationToken cancellation)
    {
        if (!await HasRunLowAsync(shards, cancellation))
            return false;
        var now = time.GetUtcNow();
        var heads = new List<(DueShard Shard, DateTimeOffset Due)>();
        for (var i = 0; i < shards; i++)
        {
            var head = await directory.DuePageAsync(now, new SyncShard(i, shards), after: null, limit: 1, cancellation);
            heads.Add((new DueShard(i, shards), head.Next?.Due ?? DateTimeOffset.MaxValue));
        }

        // One by one: the service keeps what comes later behind.
        foreach (var (shard, _) in heads.OrderBy(static h => h.Due))
            await queue.SendAsync(WorkQueues.SyncDue, [new DueWork { Look = shard }.ToBody()], cancellation);
        return true;
    }

    /// <summary>Queues what is due of a shard.</summary>
    /// <returns>How many mailboxes.</returns>
    public async Task<int> LookAsync(DueShard shard, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shard);

        // Another one may have filled it.
        if (!await HasRunLowAsync(shard.Of, cancellation))
            return 0;
        var (start, dueBy) = (time.GetTimestamp(), time.GetUtcNow());
        var queued = 0;
        DuePosition? after = null;
        do
        {
            var page = await directory.DuePageAsync(dueBy, new SyncShard(shard.Number, shard.Of), after, PageSize, cancellation);
            await queue.SendAsync(
                WorkQueues.SyncDue,
                [
                    .. page.Mailboxes.Select(static m => new DueTurn(m.User.Value, m.Mailbox.Value)).Chunk(PerItem)
                        .Select(static some => new DueWork { Mailboxes = some }.ToBody()),
                ],
                cancellation);
            queued += page.Mailboxes.Count;
            after = page.Next;
        }
        while (after is not null && queued < HighWater * PerItem && time.GetElapsedTime(start) < Budget);
        return queued;
    }

    /// <summary>Queues each mailbox of an item alone, so that one which ends the process does not take the others with it.</summary>
    public Task SplitAsync(IReadOnlyList<DueTurn> mailboxes, CancellationToken cancellation) => queue.SendAsync(
        WorkQueues.SyncDue, [.. mailboxes.Select(static one => new DueWork { Mailboxes = [one] }.ToBody())], cancellation);

    private async Task<bool> HasRunLowAsync(int shards, CancellationToken cancellation) =>
        await queue.CountAsync(WorkQueues.SyncDue, cancellation) <= (long)shards * LowWater;
}
