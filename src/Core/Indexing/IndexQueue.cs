using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Queues what was stored for the index.</summary>
public sealed class IndexQueue(IWorkQueue queue)
{
    /// <summary>Queues messages.</summary>
    public Task AddAsync(Tenant tenant, IEnumerable<EmailId> ids, CancellationToken cancellation) =>
        queue.SendAsync(WorkQueues.IndexMail, [.. IndexMailWork.Bodies(tenant.User, ids)], cancellation);
}
