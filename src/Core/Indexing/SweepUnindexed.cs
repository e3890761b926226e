using InboxMind.Core.Accounts;
using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Queues again what was stored and never indexed, such as when the process ended between the two.</summary>
public sealed class SweepUnindexed(IDirectory directory, IWorkQueue queue, TimeProvider time)
{
    /// <summary>Younger mail is still on its way through the queue.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(2);

    private const int MaxPerRun = 5_000;

    /// <summary>Sweeps once.</summary>
    /// <returns>How many messages were queued.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var found = await directory.UnindexedAsync(time.GetUtcNow() - MinimumAge, MaxPerRun, cancellation);
        var bodies = found.GroupBy(static f => f.User).SelectMany(static g => IndexMailWork.Bodies(g.Key, g.Select(static f => f.Id)));
        await queue.SendAsync(WorkQueues.IndexMail, [.. bodies], cancellation);
        return found.Count;
    }
}
