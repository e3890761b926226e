using System.Runtime.InteropServices;
using InboxMind.Core.Index;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Words (FTS5) and vectors (exact scan) of each user in one SQLite file.</summary>
internal sealed class SqliteMailIndex(IndexFiles files) : IMailIndex, IVectorCache
{
    /// <summary>Characters written in one transaction; more would keep other processes waiting.</summary>
    private const int TransactionCharacters = 400_000;

    /// <summary>Mails are removed in one transaction for this long: erasing a text from the word index takes far longer than its
    /// size tells, and the commit comes on top.</summary>
    private static readonly TimeSpan RemovalTime = TimeSpan.FromMilliseconds(20);

    /// <summary>Other processes wait by the real clock, whatever the rest of the app goes by.</summary>
    private static readonly TimeProvider Clock = TimeProvider.System;

    public async Task WriteAsync(Owner owner, string model, IReadOnlyList<IndexedMail> mails, CancellationToken cancellation)
    {
        using var rental = files.Rent(owner);
        var database = rental.File.Database;
        for (var start = 0; start < mails.Count;)
        {
            int count = 0, characters = 0;
            while (start + count < mails.Count && (count == 0 || characters < TransactionCharacters))
                characters += mails[start + count++].Text.Length;
            var batch = mails.Skip(start).Take(count);
            await database.WriteAsync(
                session =>
                {
                    var writer = new IndexWriter(session, model);
                    foreach (var mail in batch)
                        writer.Write(mail);
                    writer.Finish();
                },
                cancellation);
            start += count;
        }
    }

    public async Task RemoveAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        // Nothing is made for a user who has none: work that was queued for an erased user comes here too.
        if (ids.Count == 0 || !files.Has(owner))
            return;
        using var rental = files.Rent(owner);
        var database = rental.File.Database;
        var left = new Queue<EmailId>(ids);
        while (left.Count > 0)
        {
            await database.WriteAsync(
                session =>
                {
                    var start = Clock.GetTimestamp();
                    var writer = new IndexWriter(session, "");
                    do
                    {
                        writer.Remove(left.Dequeue());
                        // FTS5 keeps changes in memory until the commit, where they take most of the time, unless a savepoint begins.
                        session.Execute("SAVEPOINT removed; RELEASE removed");
                    }
                    while (left.Count > 0 && Clock.GetElapsedTime(start) < RemovalTime);
                    writer.Finish();
                },
                cancellation);
        }

        await database.EmptyLogAsync(cancellation);
    }

    public Task<IReadOnlyList<IndexHit>> SearchAsync(Owner owner, IndexQuery query, CancellationToken cancellation)
    {
        using var rental = files.Rent(owner);
        var file = rental.File;
        return Task.FromResult(file.Database.Read(session => new IndexSearch(session, file, query).Run()));
    }

    public Task<IReadOnlyList<MailPosition>> ListAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, MailRange range, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<MailPosition>>(Read(owner, session =>
        {
            var values = new SqlValues();
            var where = IndexConditions.ListSql(query, values) + Among(among, values) + DateOrder.Sql(range, values);
            return session.Prepare($"SELECT {DateOrder.Columns} FROM mail m WHERE 1{where}").Query(DateOrder.Read, values.ToArray());
        }));

    public Task<long> CountAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, CancellationToken cancellation) =>
        Task.FromResult(Read(owner, session =>
        {
            var values = new SqlValues();
            var where = IndexConditions.ListSql(query, values) + Among(among, values);
            return (long)session.Prepare($"SELECT COUNT(*) FROM mail m WHERE 1{where}").Scalar(values.ToArray())!;
        }));

    public Task<IReadOnlyList<EmailId>> WithoutVectorsAsync(Owner owner, string model, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<EmailId>>(Read(owner, session => session
            .Prepare(
                "SELECT id FROM mail WHERE NOT has_vectors UNION ALL "
                + "SELECT DISTINCT m.id FROM vector v JOIN chunk c ON c.vector = v.seq JOIN mail m ON m.seq = c.mail "
                + "WHERE v.model < ?1 OR v.model > ?1 LIMIT ?2")
            .Query(static r => new EmailId(r.GetString(0)), model, limit)));

    public Task<long> CountWithoutVectorsAsync(Owner owner, string model, CancellationToken cancellation) =>
        Task.FromResult(Read(owner, session => (long)session
            .Prepare(
                "SELECT (SELECT COUNT(*) FROM mail WHERE NOT has_vectors) + (SELECT COUNT(DISTINCT c.mail) FROM vector v "
                + "JOIN chunk c ON c.vector = v.seq WHERE v.model < ?1 OR v.model > ?1)")
            .Scalar(model)!));

    public Task<long> RevisionAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult(Read(owner, static session => session.Scalar("SELECT revision FROM state")));

    public Task<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>> FindAsync(
        Owner owner, string model, IReadOnlyCollection<ContentHash> hashes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>>(Read(owner, session =>
        {
            var found = new Dictionary<ContentHash, ReadOnlyMemory<float>>();
            foreach (var hash in hashes)
            {
                if (session.Prepare("SELECT data FROM vector WHERE model = ?1 AND hash = ?2").Scalar(model, hash.ToBytes()) is byte[] data)
                    found[hash] = MemoryMarshal.Cast<byte, float>(data).ToArray();
            }

            return found;
        }));

    private T Read<T>(Owner owner, Func<Session, T> read)
    {
        using var rental = files.Rent(owner);
        return rental.File.Database.Read(read);
    }

    private static string Among(IReadOnlyCollection<EmailId>? ids, SqlValues values) =>
        ids is null ? "" : $" AND m.id IN (SELECT value FROM {values.AddList(ids.Select(static id => id.Value))})";
}
