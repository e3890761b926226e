using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Work;

/// <summary>How the queues in SQLite stand.</summary>
internal sealed class SqliteWorkStatus(MainDatabase database, TimeProvider time) : IWorkStatus
{
    public Task<IReadOnlyList<QueueStatus>> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return Task.FromResult<IReadOnlyList<QueueStatus>>(database.Sqlite.Read(session => WorkQueues.All.Select(queue => new QueueStatus(
            queue,
            session.Prepare("SELECT COUNT(*) FROM work WHERE queue = ?1").Scalar(queue) is long waiting ? waiting : 0,
            session.Prepare("SELECT MIN(visible_at) FROM work WHERE queue = ?1").Scalar(queue) is long first && first < now
                ? TimeSpan.FromMilliseconds(now - first)
                : null,
            session.Prepare("SELECT COUNT(*) FROM poisoned_work WHERE queue = ?1").Scalar(queue) is long poisoned ? poisoned : 0))
                .ToList()));
    }
}
