using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Queues again what was stored and never indexed, such as when the process ended between the two.</summary>
public sealed class SweepUnindexed(IUnindexedMail unindexed, IWorkQueue queue, TimeProvider time)
{
    /// <summary>Younger mail is still on its way through the queue.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(2);

    private const int MaxPerRun = 5_000;

    /// <summary>Sweeps once.</summary>
    /// <returns>How many messages were queued.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var again = await QueueAgain.CreateAsync(queue, cancellation);
        var found = await unindexed.UnindexedAsync(time.GetUtcNow() - MinimumAge, MaxPerRun + again.LeftAlone, cancellation);
        return await again.SendAsync(found, again: false, cancellation);
    }
}
