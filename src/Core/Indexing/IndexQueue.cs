using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Queues what was stored for the index.</summary>
public sealed class IndexQueue(IWorkQueue queue)
{
    /// <summary>Queues messages.</summary>
    public Task AddAsync(Owner owner, IEnumerable<EmailId> ids, CancellationToken cancellation) =>
        queue.SendAsync(WorkQueues.IndexMail, [.. IndexMailWork.Bodies(owner.User, ids)], cancellation);
}
