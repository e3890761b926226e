using System.Text.Json;
using InboxMind.Core.Mail.Raw;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Messages and placements in SQLite.</summary>
internal sealed class SqliteMailStore(MainDatabase database, TimeProvider time, ApartRawMail? apart = null) : IMailStore, IHeadChanges
{
    /// <summary>Compressed bytes written in one transaction; more would keep other processes waiting.</summary>
    private const int TransactionBytes = 1024 * 1024;

    private const int MaxTries = 5;

    public Task<IReadOnlyList<SaveOutcome>> SaveAsync(
        Owner owner, IReadOnlyList<MailToSave> mails, CancellationToken cancellation) => SaveAsync(
        owner, mails,
        session =>
        {
            var writer = new MessageWriter(session, owner, time.GetUtcNow());
            var tombstones = new Tombstones(session, owner);
            return row =>
            {
                // A person who imports a mail again wants it back.
                tombstones.Remove(row.Mail.Message.Id);
                return writer.Save(row);
            };
        },
        cancellation);

    /// <summary>Saves in short transactions.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="mails">The mails.</param>
    /// <param name="begin">Begins each transaction and gives what saves one row in it.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<IReadOnlyList<SaveOutcome>> SaveAsync(
        Owner owner, IReadOnlyList<MailToSave> mails, Func<SqliteSession, Func<RowToSave, SaveOutcome>> begin,
        CancellationToken cancellation)
    {
        if (apart is { IsUsed: true })
            return await SaveApartAsync(apart, owner, mails, begin, cancellation);
        var rows = Prepare(owner, mails);
        var outcomes = new List<SaveOutcome>(mails.Count);
        while (outcomes.Count < rows.Length)
        {
            var start = outcomes.Count;
            int count = 0, bytes = 0;
            while (start + count < rows.Length && (count == 0 || bytes < TransactionBytes))
                bytes += rows[start + count++].Bytes;
            outcomes.AddRange(await database.Sqlite.WriteAsync(
                session => rows.AsSpan(start, count).ToArray().Select(begin(session)).ToList(), cancellation, isBulk: true));
        }

        return outcomes;
    }

    public Task<IReadOnlyList<StoredMail>> GetAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, MailExtent extent, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredMail>>(database.Sqlite.Read(session =>
        {
            var reader = new MessageReader(session, extent);
            return ids.Distinct().Select(id => reader.Find(owner, id)).OfType<StoredMail>().ToList();
        }));

    public Task<StoredPart> GetPartAsync(
        Owner owner, IReadOnlyList<EmailId> ids, int characters, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session =>
        {
            var reader = new MessageReader(session, MailExtent.Whole);
            var mails = new Dictionary<EmailId, StoredMail>();
            var asked = 0;
            for (long left = characters; asked < ids.Count && left > 0; asked++)
            {
                if (reader.Find(owner, ids[asked]) is { } mail && mails.TryAdd(ids[asked], mail))
                    left -= mail.Message.Text.Length;
            }

            return new StoredPart([.. mails.Values], asked);
        }));

    public Task<IReadOnlyList<StoredMail>> GetThreadAsync(
        Owner owner, ThreadId thread, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredMail>>(database.Sqlite.Read(session =>
        {
            if (session.Prepare("SELECT COALESCE(alias_of, seq) FROM thread WHERE user = ?1 AND id = ?2")
                .Scalar(owner.User.Value, thread.Value) is not long root)
                return [];

            // Which ones first, by the index alone: a thread may have very many mails, and what is sorted is kept with all its
            // columns. The plus keeps SQLite from walking through all mails of the user by date, looking for those of the thread.
            const string OfThread = "m.thread IN (SELECT seq FROM thread WHERE seq = ?1 OR alias_of = ?1)";
            var dates = session.Prepare($"SELECT m.date FROM message m WHERE {OfThread} ORDER BY m.date DESC LIMIT ?2")
                .Query(static r => r.GetInt64(0), root, limit);
            var newest = session.Prepare(
                $"SELECT m.seq FROM message m WHERE {OfThread} AND +m.user = ?2 AND m.date >= ?3 ORDER BY m.date DESC, m.id DESC LIMIT ?4")
                .Query(static r => r.GetInt64(0), root, owner.User.Value, dates.LastOrDefault(), limit);
            newest.Reverse();
            var reader = new MessageReader(session, MailExtent.Evidence);
            return newest.ConvertAll(reader.Read);
        }));

    public Task<IReadOnlyList<MailPosition>> ListAsync(
        Owner owner, MailConditions conditions, MailRange range, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<MailPosition>>(
        database.Sqlite.Read(session => new MailSelection(session, owner, conditions).List(range)));

    public Task<long> CountAsync(Owner owner, MailConditions conditions, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => new MailSelection(session, owner, conditions).Count()));

    public Task<IReadOnlyList<MailHead>> HeadsAsync(Owner owner, EmailId? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<MailHead>>(
            database.Sqlite.Read(session => new MessageReader(session, MailExtent.Head).Heads(owner, after, limit)));

    public Task<long> MarkAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(HeadChangeReader.Mark));

    public Task<HeadChanges?> SinceAsync(Owner owner, long mark, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => HeadChangeReader.Since(session, owner, mark)));

    public Task<IReadOnlyDictionary<EmailId, IReadOnlyList<Placement>>> PlacementsAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<EmailId, IReadOnlyList<Placement>>>(database.Sqlite.Read(session =>
        {
            var result = new Dictionary<EmailId, IReadOnlyList<Placement>>();
            foreach (var id in ids)
            {
                var placements = session.Prepare(
                    "SELECT p.mailbox, p.folder, p.uid_validity, p.uid, p.flags, p.remote_id, p.labels FROM message m "
                    + "JOIN placement p ON p.message = m.seq WHERE m.user = ?1 AND m.id = ?2 ORDER BY p.mailbox, p.folder, p.uid_validity, "
                    + "p.uid "
                    + "LIMIT ?3")
                    .Query(ReadPlacement, owner.User.Value, id.Value, Placement.MaxListed);
                if (placements.Count > 0)
                    result[id] = placements;
            }

            return result;
        }));

    public Task<IReadOnlyList<(MailboxId Mailbox, string Folder)>> FoldersAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<(MailboxId, string)>>(database.Sqlite.Read(session => MailSelection.Folders(session, owner)
            .Select(static f => (new MailboxId(f.Mailbox), f.Folder)).ToList()));

    public Task<Stream?> OpenRawAsync(Owner owner, EmailId id, CancellationToken cancellation) =>
        RawColumn.OpenAsync(database, apart, owner, id, cancellation);

    public async Task<IReadOnlyList<EmailId>> MarkIndexedAsync(
        Owner owner, IReadOnlyCollection<(EmailId Id, long Version)> indexed, IndexState index, CancellationToken cancellation) =>
        indexed.Count == 0
            ? []
            : await database.Sqlite.WriteAsync(session => new IndexMarks(session, owner).Mark(indexed, index), cancellation);

    public Task<IndexState?> BoundIndexAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => new IndexMarks(session, owner).Bound()));

    public Task BindIndexAsync(Owner owner, IndexState index, bool isRebuilding, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(session => new IndexMarks(session, owner).Bind(index, isRebuilding), cancellation);

    public Task<IReadOnlyList<(EmailId Id, long Version)>> MarksAsync(
        Owner owner, EmailId? after, int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<(EmailId, long)>>(
        database.Sqlite.Read(session => session
            .Prepare("SELECT id, indexed_version FROM message WHERE user = ?1 AND id > ?2 ORDER BY id LIMIT ?3")
            .Query(static r => (new EmailId(r.GetString(0)), r.GetInt64(1)), owner.User.Value, after?.Value ?? "", limit)));

    public async Task CorrectMarksAsync(
        Owner owner, IReadOnlyCollection<(EmailId Id, long Version)> wrong, IReadOnlyCollection<EmailId> unknown,
        CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var some in wrong.Chunk(MessageEraser.MaxPerTransaction))
            await database.Sqlite.WriteAsync(session => new IndexMarks(session, owner).TakeBack(some), cancellation);
        foreach (var some in unknown.Chunk(MessageEraser.MaxPerTransaction))
            await database.Sqlite.WriteAsync(session => new IndexMarks(session, owner).NoteUnknown(some, now), cancellation);
    }

    public Task<IndexCoverage> CoverageAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => new IndexMarks(session, owner).Coverage()));

    public Task<IReadOnlyList<EmailId>> ListRemovedAsync(Owner owner, EmailId? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<EmailId>>(database.Sqlite.Read(session => session
            .Prepare("SELECT id FROM removed WHERE user = ?1 AND id > ?2 ORDER BY id LIMIT ?3")
            .Query(static r => new EmailId(r.GetString(0)), owner.User.Value, after?.Value ?? "", limit)));

    public Task<IReadOnlyList<EmailId>> UnindexedAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<EmailId>>(
        database.Sqlite.Read(session => ids.Where(id => session
            .Prepare("SELECT 1 FROM message WHERE user = ?1 AND id = ?2 AND indexed_version < version")
            .Scalar(owner.User.Value, id.Value) is not null).ToList()));

    public Task SetAsideAsync(Owner owner, SetAsideMail mail, ReadOnlyMemory<byte> raw, CancellationToken cancellation) =>
        SetAsideRow.WriteAsync(database, apart, owner, mail, raw, static _ => { }, cancellation);

    public Task<IReadOnlyList<SetAsideMail>> ListSetAsideAsync(Owner owner, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SetAsideMail>>(database.Sqlite.Read(session => session
            .Prepare("SELECT id, mailbox, source, reason, at FROM quarantine WHERE user = ?1 ORDER BY seq LIMIT ?2")
            .Query(
                static r => new SetAsideMail(
                    new EmailId(r.GetString(0)), new MailboxId(r.GetString(1)), r.GetString(2), r.GetString(3),
                    DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4))),
                owner.User.Value, limit)));

    public async Task<IReadOnlyList<EmailId>> DeleteAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var deleted = new List<EmailId>();
        var left = AsStored(owner, ids);
        while (left.Count > 0)
        {
            var limit = MessageEraser.MaxPerTransaction;
            try
            {
                left = [.. left.Skip(await DeleteSomeAsync(owner, left, limit, deleted, cancellation))];
            }
            catch (DiskFullException) when (left.Count > 1)
            {
                // What is overwritten passes through the log first: for one mail there is room.
                for (; limit > 0 && left.Count > 0; limit--)
                    left = [.. left.Skip(await DeleteSomeAsync(owner, left, 1, deleted, cancellation))];
            }
        }

        if (deleted.Count > 0)
            await database.Sqlite.EmptyLogAsync(cancellation);
        await DeleteApartAsync(owner, cancellation);
        return deleted;
    }

    public async Task<int> DeleteSetAsideAsync(Owner owner, int limit, CancellationToken cancellation)
    {
        var deleted = await database.Sqlite.WriteAsync(
            session =>
                session.Prepare("DELETE FROM quarantine WHERE seq IN (SELECT seq FROM quarantine WHERE user = ?1 ORDER BY seq LIMIT ?2)")
                .Run(owner.User.Value, Math.Min(limit, MessageEraser.MaxPerTransaction)),
            cancellation);
        if (deleted > 0)
            await database.Sqlite.EmptyLogAsync(cancellation);
        await DeleteApartAsync(owner, cancellation);
        return deleted;
    }

    public Task<IReadOnlyList<EmailId>> MarkRemovedAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, IndexState? index, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(session => new IndexMarks(session, owner).MarkRemoved(ids, index), cancellation);

    public Task<long> CountAsync(Owner owner, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(session => session.Prepare("SELECT COUNT(*) FROM message WHERE user = ?1")
            .Scalar(owner.User.Value) is long count ? count : 0));

    /// <summary>Deletes raw mail that lies apart and whose row just went.</summary>
    public Task DeleteApartAsync(Owner owner, CancellationToken cancellation) => apart?.DeleteAsync(owner, cancellation)
        ?? Task.CompletedTask;

    /// <summary>In the order in which they lie in the file: those of one transaction are beside each other, and so is what it writes.
    /// </summary>
    private List<EmailId> AsStored(Owner owner, IReadOnlyCollection<EmailId> ids) =>
        ids.Count <= MessageEraser.MaxPerTransaction ? [.. ids] : database.Sqlite.Read(session =>
        {
            var eraser = new MessageEraser(session, owner, time.GetUtcNow());
            return ids.Select(id => (Id: id, Seq: eraser.Find(id))).Where(static m => m.Seq is not null).OrderBy(static m => m.Seq)
                .Select(static m => m.Id).ToList();
        });

    /// <summary>Deletes the first few, as many as others can wait for.</summary>
    /// <returns>How many were looked at, at least one.</returns>
    private async Task<int> DeleteSomeAsync(
        Owner owner, List<EmailId> ids, int limit, List<EmailId> deleted, CancellationToken cancellation)
    {
        var (some, count) = await database.Sqlite.WriteAsync(
            session =>
            {
                var (start, now) = (time.GetTimestamp(), time.GetUtcNow());
                var eraser = new MessageEraser(session, owner, now);
                var tombstones = new Tombstones(session, owner);
                var (found, at) = (new List<EmailId>(), 0);
                do
                {
                    var id = ids[at++];
                    if (eraser.Find(id) is not { } seq)
                        continue;
                    tombstones.Add(id, now);
                    eraser.Erase(seq, id);
                    found.Add(id);
                }
                while (at < ids.Count && at < limit && time.GetElapsedTime(start) < MessageEraser.MaxTime);
                return (found, at);
            },
            cancellation);
        deleted.AddRange(some);
        return count;
    }

    /// <summary>Saves raw mail apart first, and then the rows.</summary>
    private async Task<IReadOnlyList<SaveOutcome>> SaveApartAsync(
        ApartRawMail raw, Owner owner, IReadOnlyList<MailToSave> mails, Func<SqliteSession, Func<RowToSave, SaveOutcome>> begin,
        CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var rows = Prepare(owner, mails, isRawApart: true);
            var toSave = rows.Where(static r => r.Text is not null).Select(static r => new RawMailToSave(r.Mail.Message.Id, r.Mail.Raw))
                .DistinctBy(static r => r.Id).ToList();
            try
            {
                return await raw.SaveAsync(owner, toSave, session => rows.Select(begin(session)).ToList(), cancellation);
            }
            catch (RawMailMissingException) when (tries < MaxTries)
            {
                // A message that was known was erased meanwhile: it is looked at anew.
            }
        }
    }

    /// <summary>Compresses what is not stored yet, before the write begins.</summary>
    private RowToSave[] Prepare(Owner owner, IReadOnlyList<MailToSave> mails, bool isRawApart = false)
    {
        var known = database.Sqlite.Read(session => mails.Select(m => session
            .Prepare("SELECT 1 FROM message WHERE user = ?1 AND id = ?2").Scalar(owner.User.Value, m.Message.Id.Value) is not null)
                .ToArray());
        var rows = new RowToSave[mails.Count];
        Parallel.For(0, rows.Length, i =>
            rows[i] = known[i] ? new RowToSave(mails[i], null, null, null, isRawApart) : RowToSave.Compress(mails[i], isRawApart));
        return rows;
    }

    private static Placement ReadPlacement(SqliteRow row) => new(
        new MailboxId(row.GetString(0)), row.GetString(1), row.GetInt64(2), row.GetInt64(3), (MailFlags)row.GetInt32(4))
    {
        RemoteId = row.IsNull(5) ? null : row.GetString(5),
        Labels = row.GetString(6),
    };
}

/// <summary>A mail ready to be written; the parts are null when the message is known.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Raw">Its bytes, compressed; empty when they lie apart or behind the text.</param>
/// <param name="Text">Its text, compressed, and the bytes behind it when they lie there.</param>
/// <param name="Details">What no query looks into.</param>
/// <param name="IsRawApart">Whether the bytes lie apart.</param>
internal sealed record RowToSave(MailToSave Mail, byte[]? Raw, byte[]? Text, string? Details, bool IsRawApart)
{
    /// <summary>Bytes of a mail that is mostly its text. What is longer has attachments: they have nothing of the text, which is read
    /// without them.</summary>
    private const int MostBehind = 64 * 1024;

    /// <summary>Whether the bytes are compressed with the text, behind it: most of a mail is its text once more.</summary>
    public bool IsRawBehind => !IsRawApart && Mail.Raw.Length <= MostBehind;

    public static RowToSave Compress(MailToSave mail, bool isRawApart)
    {
        var message = mail.Message;
        var details = JsonSerializer.Serialize(MessageDetails.Of(message), MailJson.Default.MessageDetails);
        var row = new RowToSave(mail, [], null, details, isRawApart);
        return row.IsRawBehind
            ? row with { Text = Compression.CompressText(message.Text, mail.Raw.Span) }
            : row with
            {
                Raw = isRawApart ? [] : Compression.Compress(mail.Raw.Span),
                Text = Compression.CompressText(message.Text),
            };
    }

    public int Bytes => (Raw?.Length ?? 0) + (Text?.Length ?? 0) + (Details?.Length ?? 0) + 500;
}

/// <summary>A message whose raw mail would have to lie apart by now, and does not.</summary>
internal sealed class RawMailMissingException() : Exception("The raw mail was not saved apart.");
