using InboxMind.Azure.Storage;
using InboxMind.Core.Work;

namespace InboxMind.Azure.Work;

/// <summary>How the queues of a storage account stand. The service says when an item was sent, not since when it could be taken: an item
/// that is tried again counts from its first try.</summary>
internal sealed class AzureWorkStatus(StorageClients clients, TimeProvider time) : IWorkStatus
{
    public async Task<IReadOnlyList<QueueStatus>> ReadAsync(CancellationToken cancellation) =>
        await Task.WhenAll(WorkQueues.All.Select(queue => ReadAsync(queue, cancellation)));

    private async Task<QueueStatus> ReadAsync(string queue, CancellationToken cancellation)
    {
        var work = new QueueCalls(clients.Queues.GetQueueClient(queue));
        var poison = new QueueCalls(clients.Queues.GetQueueClient(AzureWorkQueue.PoisonName(queue)));
        var waiting = work.CountAsync(cancellation);
        var next = work.PeekAsync(1, cancellation);
        var poisoned = poison.CountAsync(cancellation);
        return new QueueStatus(queue, await waiting, Age((await next) is [{ InsertedOn: { } sent }] ? sent : null), await poisoned);
    }

    private TimeSpan? Age(DateTimeOffset? sent)
    {
        if (sent is null)
            return null;
        var age = time.GetUtcNow() - sent.Value;
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }
}
