using System.Globalization;
using System.Text;
using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Work;

/// <summary>Queues in a SQLite table.</summary>
internal sealed class SqliteWorkQueue(MainDatabase database, TimeProvider time) : IWorkQueue
{
    public async Task SendAsync(string queue, IReadOnlyCollection<string> bodies, CancellationToken cancellation)
    {
        if (bodies.Any(static b => Encoding.UTF8.GetByteCount(b) > WorkItem.MaxBodyBytes))
            throw new ArgumentException($"A work item is longer than {WorkItem.MaxBodyBytes} bytes.", nameof(bodies));
        if (bodies.Count == 0)
            return;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.Sqlite.WriteAsync(
            session =>
            {
                foreach (var body in bodies)
                    session.Prepare("INSERT INTO work(queue, body, visible_at) VALUES(?1, ?2, ?3)").Run(queue, body, now);
            },
            cancellation, isBulk: true);
    }

    public async Task<IReadOnlyList<WorkItem>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 32);
        var now = time.GetUtcNow();

        // An empty queue is the common case and needs no write.
        if (database.Sqlite.Read(session => Next(session, queue, 1, now)).Count == 0)
            return [];
        return await database.Sqlite.WriteAsync(
            session =>
            {
                var taken = new List<WorkItem>();
                while (taken.Count < max && Next(session, queue, max - taken.Count, now) is { Count: > 0 } rows)
                {
                    foreach (var row in rows)
                    {
                        if (row.DequeueCount >= WorkQueues.MaxDequeueCount)
                            Poison(session, row.Seq, now);
                        else
                            taken.Add(Take(session, row, now + visibility));
                    }
                }

                return taken;
            },
            cancellation);
    }

    public async Task CompleteAsync(string queue, IReadOnlyCollection<WorkItem> items, CancellationToken cancellation)
    {
        if (items.Count == 0)
            return;
        await database.Sqlite.WriteAsync(
            session =>
            {
                foreach (var item in items)
                    session.Prepare("DELETE FROM work WHERE seq = ?1 AND queue = ?2 AND receipt = ?3")
                        .Run(Seq(item.Id), queue, Seq(item.Receipt));
            },
            cancellation);
    }

    public Task ReleaseAsync(string queue, WorkItem item, TimeSpan delay, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session => session.Prepare("UPDATE work SET visible_at = ?4, receipt = receipt + 1 WHERE seq = ?1 AND queue = ?2 AND receipt = ?3")
            .Run(Seq(item.Id), queue, Seq(item.Receipt), (time.GetUtcNow() + delay).ToUnixTimeMilliseconds()),
        cancellation);

    public Task GiveBackAsync(
        string queue, IReadOnlyCollection<WorkItem> items, TimeSpan delay, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            foreach (var item in items)
            {
                session.Prepare(
                    "UPDATE work SET visible_at = ?4, receipt = receipt + 1, dequeue_count = MAX(dequeue_count - 1, 0) "
                    + "WHERE seq = ?1 AND queue = ?2 AND receipt = ?3")
                    .Run(Seq(item.Id), queue, Seq(item.Receipt), (time.GetUtcNow() + delay).ToUnixTimeMilliseconds());
            }
        },
        cancellation);

    public Task<WorkItem?> RenewAsync(string queue, WorkItem item, TimeSpan visibility, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(
        session => session.Prepare("UPDATE work SET visible_at = ?4, receipt = receipt + 1 WHERE seq = ?1 AND queue = ?2 AND receipt = ?3")
            .Run(Seq(item.Id), queue, Seq(item.Receipt), (time.GetUtcNow() + visibility).ToUnixTimeMilliseconds()) == 0
                ? null
                : item with { Receipt = (Seq(item.Receipt) + 1).ToString(CultureInfo.InvariantCulture) },
        cancellation);

    public Task<long> CountAsync(string queue, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(session => session.Prepare("SELECT COUNT(*) FROM work WHERE queue = ?1").Scalar(queue) is long count
            ? count
            : 0));

    public Task<IReadOnlyList<PoisonedWork>> ListPoisonedAsync(string queue, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PoisonedWork>>(database.Sqlite.Read(session => session
            .Prepare("SELECT seq, body, dequeue_count, at FROM poisoned_work WHERE queue = ?1 ORDER BY at, seq LIMIT ?2")
            .Query(
                static r => new PoisonedWork(
                    r.GetInt64(0).ToString(CultureInfo.InvariantCulture), r.GetString(1), r.GetInt32(2),
                    DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3))),
                queue, limit)));

    public Task<bool> RequeuePoisonedAsync(string queue, string id, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            session.Prepare(
                "INSERT INTO work(queue, body, visible_at) SELECT queue, body, ?3 FROM poisoned_work WHERE seq = ?1 AND queue = ?2")
                .Run(Seq(id), queue, now);
            return session.Prepare("DELETE FROM poisoned_work WHERE seq = ?1 AND queue = ?2").Run(Seq(id), queue) > 0;
        },
        cancellation);

    public Task<int> RequeueAllPoisonedAsync(string queue, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            session.Prepare(
                "INSERT INTO work(queue, body, visible_at) SELECT queue, body, ?2 FROM poisoned_work WHERE queue = ?1 ORDER BY at, seq")
                .Run(queue, time.GetUtcNow().ToUnixTimeMilliseconds());
            return session.Prepare("DELETE FROM poisoned_work WHERE queue = ?1").Run(queue);
        },
        cancellation);

    private static List<Row> Next(SqliteSession session, string queue, int max, DateTimeOffset now) => session
        .Prepare(
            "SELECT seq, body, dequeue_count, receipt FROM work WHERE queue = ?1 AND visible_at <= ?2 ORDER BY visible_at, seq LIMIT ?3")
        .Query(static r => new Row(r.GetInt64(0), r.GetString(1), r.GetInt32(2), r.GetInt64(3)), queue, now.ToUnixTimeMilliseconds(), max);

    private static WorkItem Take(SqliteSession session, Row row, DateTimeOffset visibleAt)
    {
        session.Prepare("UPDATE work SET visible_at = ?2, dequeue_count = dequeue_count + 1, receipt = receipt + 1 WHERE seq = ?1")
            .Run(row.Seq, visibleAt.ToUnixTimeMilliseconds());
        return new WorkItem(
            row.Seq.ToString(CultureInfo.InvariantCulture), row.Body, row.DequeueCount + 1,
            (row.Receipt + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static void Poison(SqliteSession session, long seq, DateTimeOffset now)
    {
        session.Prepare(
            "INSERT INTO poisoned_work(queue, body, dequeue_count, at) SELECT queue, body, dequeue_count, ?2 FROM work WHERE seq = ?1")
            .Run(seq, now.ToUnixTimeMilliseconds());
        session.Prepare("DELETE FROM work WHERE seq = ?1").Run(seq);
    }

    private static long Seq(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : -1;

    private sealed record Row(long Seq, string Body, int DequeueCount, long Receipt);
}
