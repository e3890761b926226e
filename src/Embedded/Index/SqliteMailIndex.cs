using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Words (FTS5) and vectors (codes scanned, the nearest compared again) of each user in one SQLite file.</summary>
/// <param name="files">The files.</param>
/// <param name="ranking">How it ranks.</param>
internal sealed class SqliteMailIndex(IIndexFiles files, Ranking ranking) : IMailIndex, IAttachmentIndex, IVectorCache
{
    /// <summary>Characters written in one transaction; more would keep other processes waiting.</summary>
    private const int TransactionCharacters = 400_000;

    /// <summary>Pieces of a model no longer in use that are removed in one transaction.</summary>
    private const int PiecesAtOnce = 500;

    /// <summary>Mails are removed in one transaction for this long: erasing a text from the word index takes far longer than its
    /// size tells, and the commit comes on top.</summary>
    private static readonly TimeSpan RemovalTime = TimeSpan.FromMilliseconds(20);

    /// <summary>Other processes wait by the real clock, whatever the rest of the app goes by.</summary>
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>Ranks as usual.</summary>
    public SqliteMailIndex(IIndexFiles files)
        : this(files, Ranking.Usual)
    {
    }

    public async Task<IndexState> WriteAsync(Owner owner, string model, IReadOnlyList<IndexedMail> mails, CancellationToken cancellation)
    {
        if (mails.Count == 0)
            return await StateAsync(owner, cancellation);
        using var rental = files.Rent(owner);
        IndexState? state = null;
        for (var start = 0; start < mails.Count;)
        {
            int count = 0, characters = 0;
            while (start + count < mails.Count && (count == 0 || characters < TransactionCharacters))
                characters += mails[start + count++].Text.Length;
            var batch = mails.Skip(start).Take(count);
            IndexWriter? writer = null;
            state = await WriteAsync(
                rental.File,
                session =>
                {
                    writer = new IndexWriter(session, model, rental.File.Terms);
                    foreach (var mail in batch)
                        writer.Write(mail);
                    writer.Finish();
                },
                isBulk: true, cancellation);
            writer?.Committed();
            start += count;
        }

        return state!;
    }

    public async Task<IndexState?> RemoveAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        // Nothing is made for a user who has none: work that was queued for an erased user comes here too.
        if (ids.Count == 0 || !files.Has(owner))
            return null;
        using var rental = files.Rent(owner);
        IReadOnlyList<EmailId> all = [.. ids];
        IndexState? state = null;
        for (var done = 0; done < all.Count;)
        {
            var next = done;
            state = await WriteAsync(
                rental.File,
                session =>
                {
                    var start = Clock.GetTimestamp();
                    var writer = new IndexWriter(session, "", rental.File.Terms);
                    next = done;
                    do
                    {
                        writer.Remove(all[next++]);
                        // FTS5 keeps changes in memory until the commit, where they take most of the time, unless a savepoint begins.
                        session.Execute("SAVEPOINT removed; RELEASE removed");
                    }
                    while (next < all.Count && Clock.GetElapsedTime(start) < RemovalTime);
                    writer.Finish();
                },
                isBulk: false, cancellation);
            done = next;
        }

        await rental.File.Database.EmptyLogAsync(cancellation);
        return state;
    }

    public Task ClearAsync(Owner owner, CancellationToken cancellation) => files.EraseAsync(owner, cancellation);

    public Task<IndexState> StateAsync(Owner owner, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(files.Has(owner) ? Read(owner, State) : IndexState.None);
        }
        catch (IndexThrownAwayException)
        {
            return Task.FromResult(IndexState.None);
        }
    }

    public Task<IReadOnlyDictionary<EmailId, long>> VersionsAsync(
        Owner owner, EmailId? after, EmailId? last, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<EmailId,
        long>>(!files.Has(owner) ? new Dictionary<EmailId, long>() : Read(owner, session => session
            .Prepare("SELECT id, version FROM mail WHERE id > ?1 AND (?2 IS NULL OR id <= ?2)")
            .Query(static r => (Id: new EmailId(r.GetString(0)), Version: r.GetInt64(1)), after?.Value ?? "", last?.Value)
            .ToDictionary(static m => m.Id, static m => m.Version)));

    public Task<IReadOnlyList<IndexHit>> SearchAsync(Owner owner, IndexQuery query, CancellationToken cancellation)
    {
        using var rental = files.Rent(owner);
        var file = rental.File;
        return Task.FromResult(Read(file, session => new IndexSearch(session, file, query, ranking).Run()));
    }

    public Task<IReadOnlyList<MailPosition>> ListAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, MailRange range, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<MailPosition>>(Read(owner, session =>
        {
            var values = new SqlValues();
            var where = IndexConditions.ListSql(query, HeldForms.Of(session, query), values) + Among(among, values)
                + DateOrder.Sql(range, values);
            return session.Prepare($"SELECT {DateOrder.Columns} FROM mail m WHERE 1{where}").Query(DateOrder.Read, values.ToArray());
        }));

    public Task<long> CountAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, CancellationToken cancellation) =>
        Task.FromResult(Read(owner, session =>
        {
            var values = new SqlValues();
            var where = IndexConditions.ListSql(query, HeldForms.Of(session, query), values) + Among(among, values);
            return (long)session.Prepare($"SELECT COUNT(*) FROM mail m WHERE 1{where}").Scalar(values.ToArray())!;
        }));

    public async Task WriteVectorsAsync(Owner owner, string model, IReadOnlyList<MailVectors> mails, CancellationToken cancellation)
    {
        // What is no longer there was deleted or changed meanwhile.
        if (mails.Count == 0 || !files.Has(owner))
            return;
        using var rental = files.Rent(owner);
        await WriteAsync(
            rental.File,
            session =>
            {
                var writer = new PieceWriter(session);
                foreach (var mail in mails)
                {
                    if (session.Prepare("SELECT seq FROM mail WHERE id = ?1 AND version = ?2").Scalar(mail.Id.Value, mail.Version)
                        is long seq)
                        writer.Write(model, seq, mail.Pieces);
                }

                writer.Finish();
            },
            isBulk: true, cancellation);
    }

    public async Task RemoveVectorsAsync(Owner owner, string except, CancellationToken cancellation)
    {
        using var rental = files.Rent(owner);
        for (var more = true; more;)
        {
            await WriteAsync(
                rental.File,
                session =>
                {
                    var writer = new PieceWriter(session);
                    more = writer.RemoveOthers(except, PiecesAtOnce);
                    writer.Finish();
                },
                isBulk: false, cancellation);
        }

        await rental.File.Database.EmptyLogAsync(cancellation);
    }

    public Task<IReadOnlyList<string>> VectorModelsAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(Read(owner, static session =>
            session.Prepare("SELECT key FROM model ORDER BY id").Query(static r => r.GetString(0))));

    public Task<IReadOnlyList<EmailId>> WithoutVectorsAsync(Owner owner, string model, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<EmailId>>(Read(owner, session => WithoutVectors(session, model, limit)));

    public Task<long> CountWithoutVectorsAsync(Owner owner, string model, CancellationToken cancellation) =>
        Task.FromResult(Read(owner, session => (long)session
            .Prepare("SELECT COUNT(*) FROM mail WHERE embedded IN (SELECT 0 UNION ALL SELECT id FROM model WHERE key <> ?1)")
            .Scalar(model)!));

    public Task<IReadOnlyList<EmailId>> WithoutAttachmentsAsync(
        Owner owner, int version, int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<EmailId>>(
        !files.Has(owner) ? [] : Read(owner, session => AttachedWriter.Without(session, version, limit)));

    public async Task WriteAttachmentsAsync(
        Owner owner, int version, IReadOnlyList<MailAttachments> mails, CancellationToken cancellation)
    {
        if (!files.Has(owner))
            return;
        using var rental = files.Rent(owner);
        foreach (var mail in mails)
        {
            IndexWriter? writer = null;
            await WriteAsync(
                rental.File,
                session =>
                {
                    writer = new IndexWriter(session, "", rental.File.Terms);
                    writer.Write(mail, version);
                    writer.Finish();
                },
                isBulk: true, cancellation);
            writer?.Committed();
        }
    }

    public Task<IReadOnlyDictionary<EmailId, IReadOnlyList<AttachmentReading>>> AttachmentsAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<EmailId, IReadOnlyList<AttachmentReading>>>(ids.Count == 0 || !files.Has(owner)
            ? new Dictionary<EmailId, IReadOnlyList<AttachmentReading>>()
            : Read(owner, session => AttachedWriter.Read(session, ids)));

    public Task<AttachmentCounts> CountAttachmentsAsync(Owner owner, int version, CancellationToken cancellation) => Task.FromResult(
        !files.Has(owner) ? AttachmentCounts.None : Read(owner, session => AttachedWriter.Count(session, version)));

    public Task<long> RevisionAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult(Read(owner, static session => session.Scalar("SELECT revision + vectors FROM state")));

    public Task<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>> FindAsync(
        Owner owner, string model, IReadOnlyCollection<ContentHash> hashes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>>(Read(owner, session =>
        {
            var found = new Dictionary<ContentHash, ReadOnlyMemory<float>>();
            if (session.Prepare("SELECT id FROM model WHERE key = ?1").Scalar(model) is not long id)
                return found;
            foreach (var hash in hashes)
            {
                if (session.Prepare("SELECT data FROM piece WHERE hash = ?1 AND seq >= ?2 AND seq < ?3 LIMIT 1")
                    .Scalar(PieceWriter.Hash(hash), PieceWriter.Number(id, 0), PieceWriter.Number(id + 1, 0)) is byte[] data)
                    found[hash] = StoredVector.Decode(data);
            }

            return found;
        }));

    /// <summary>Each of these reads the newest few from an index; all at once would read and sort all that wait, for every few.</summary>
    private static List<EmailId> WithoutVectors(SqliteSession session, string model, int limit)
    {
        var embedded = session.Prepare("SELECT 0 UNION ALL SELECT id FROM model WHERE key <> ?1").Query(static r => r.GetInt64(0), model);
        var found = new List<EmailId>();
        foreach (var isBulk in new[] { false, true })
        {
            if (found.Count == limit)
                break;
            found.AddRange(embedded
                .SelectMany(by => session
                    .Prepare("SELECT id, date FROM mail WHERE embedded = ?1 AND is_bulk = ?2 ORDER BY date DESC LIMIT ?3")
                    .Query(static r => (Id: new EmailId(r.GetString(0)), Date: r.GetInt64(1)), by, isBulk, limit))
                .OrderByDescending(static m => m.Date).Take(limit - found.Count).Select(static m => m.Id));
        }

        return found;
    }

    private T Read<T>(Owner owner, Func<SqliteSession, T> read)
    {
        using var rental = files.Rent(owner);
        return Read(rental.File, read);
    }

    private T Read<T>(IndexFile file, Func<SqliteSession, T> read)
    {
        try
        {
            return file.Database.Read(read);
        }
        catch (DamagedFileException e)
        {
            files.Discard(file);
            throw new IndexThrownAwayException(e);
        }
    }

    private async Task<IndexState> WriteAsync(IndexFile file, Action<SqliteSession> write, bool isBulk, CancellationToken cancellation)
    {
        try
        {
            return await file.Database.WriteAsync(
                session =>
                {
                    write(session);
                    return State(session);
                },
                cancellation, isBulk);
        }
        catch (DamagedFileException e)
        {
            files.Discard(file);
            throw new IndexThrownAwayException(e);
        }
    }

    private static IndexState State(SqliteSession session) =>
        session.Prepare("SELECT id, revision FROM state").First(static r => new IndexState(r.GetString(0), r.GetInt64(1)))
        ?? throw new IOException("The index has lost its state.");

    private static string Among(IReadOnlyCollection<EmailId>? ids, SqlValues values) =>
        ids is null ? "" : $" AND m.id IN (SELECT value FROM {values.AddList(ids.Select(static id => id.Value))})";
}
