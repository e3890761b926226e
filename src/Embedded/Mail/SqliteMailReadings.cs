using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>The versions of readings in SQLite.</summary>
internal sealed class SqliteMailReadings(MainDatabase database, TimeProvider time) : IMailReadings
{
    /// <summary>Bytes written in one transaction; more would keep other processes waiting.</summary>
    private const int TransactionBytes = 1024 * 1024;

    public Task<IReadOnlyList<EmailId>> OlderAsync(Owner owner, int version, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<EmailId>>(database.Sqlite.Read(session => session
            .Prepare(
                "SELECT m.id FROM reading r JOIN message m ON m.seq = r.message "
                + "WHERE r.user = ?1 AND r.version > ?2 AND r.version < ?3 LIMIT ?4")
            .Query(static r => new EmailId(r.GetString(0)), owner.User.Value, -version, version, limit)));

    public Task<ReadingCounts> CountAsync(Owner owner, int version, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => new ReadingCounts(
            (long)session.Prepare("SELECT COUNT(*) FROM reading WHERE user = ?1 AND version > ?2 AND version < ?3")
                .Scalar(owner.User.Value, -version, version)!,
            (long)session.Prepare("SELECT COUNT(*) FROM reading WHERE user = ?1 AND version < 0").Scalar(owner.User.Value)!)));

    public async Task<IReadOnlyList<EmailId>> SaveAsync(
        Owner owner, int version, IReadOnlyList<MailReading> readings, CancellationToken cancellation)
    {
        var rows = readings.Select(ReadingRow.Of).ToList();
        var changed = new List<EmailId>();
        for (var done = 0; done < rows.Count;)
        {
            int count = 0, bytes = 0;
            while (done + count < rows.Count && (count == 0 || bytes < TransactionBytes))
                bytes += rows[done + count++].Bytes;
            var some = rows.GetRange(done, count);
            changed.AddRange(await database.Sqlite.WriteAsync(
                session =>
                {
                    var writer = new MessageWriter(session, owner, time.GetUtcNow());
                    return some.Where(row => writer.ReadAgain(row, version)).Select(static row => row.Reading.Id).ToList();
                },
                cancellation, isBulk: true));
            done += count;
        }

        return changed;
    }
}
