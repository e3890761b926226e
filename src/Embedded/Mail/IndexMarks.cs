using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>What the store notes of a user's index, within a transaction: which file it is (<c>index_file</c>), which version of a message
/// it holds (<c>message.indexed_version</c>), and what it may hold too much (<c>removed</c>).</summary>
internal sealed class IndexMarks(SqliteSession session, Owner owner)
{
    private readonly string _user = owner.User.Value;

    public IndexState? Bound() => session.Prepare("SELECT id, revision FROM index_file WHERE user = ?1")
        .First(static r => new IndexState(r.GetString(0), r.GetInt64(1)), _user);

    public void Bind(IndexState index, bool isRebuilding) => session
        .Prepare(
            "INSERT INTO index_file(user, id, revision, rebuilding) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
            + "id = excluded.id, revision = excluded.revision, rebuilding = rebuilding OR excluded.rebuilding")
        .Run(_user, index.Id, index.Revision, isRebuilding);

    /// <returns>Those that are not stored any more.</returns>
    public IReadOnlyList<EmailId> Mark(IReadOnlyCollection<(EmailId Id, long Version)> indexed, IndexState index)
    {
        // The file was replaced while it was written to: nothing is known of the new one.
        if (!Note(index))
            return [];
        var gone = new List<EmailId>();
        foreach (var (id, version) in indexed)
        {
            if (session.Prepare("UPDATE message SET indexed_version = MAX(indexed_version, MIN(version, ?3)) WHERE user = ?1 AND id = ?2")
                .Run(_user, id.Value, version) == 0)
                gone.Add(id);
        }

        session.Prepare(
            "UPDATE index_file SET rebuilding = 0 WHERE user = ?1 AND rebuilding AND NOT EXISTS "
            + "(SELECT 1 FROM message WHERE user = ?1 AND indexed_version < version)")
            .Run(_user);
        return gone;
    }

    /// <returns>Those that are stored.</returns>
    public IReadOnlyList<EmailId> MarkRemoved(IReadOnlyCollection<EmailId> ids, IndexState? index)
    {
        if (index is not null && !Note(index))
            return [];
        return
        [
            .. ids.Where(id =>
            {
                session.Prepare("DELETE FROM removed WHERE user = ?1 AND id = ?2").Run(_user, id.Value);
                return session.Prepare("UPDATE message SET indexed_version = 0 WHERE user = ?1 AND id = ?2").Run(_user, id.Value) > 0;
            }),
        ];
    }

    public void TakeBack(IReadOnlyCollection<(EmailId Id, long Version)> wrong)
    {
        foreach (var (id, version) in wrong)
        {
            session.Prepare("UPDATE message SET indexed_version = 0 WHERE user = ?1 AND id = ?2 AND indexed_version = ?3")
                .Run(_user, id.Value, version);
        }
    }

    public void NoteUnknown(IReadOnlyCollection<EmailId> ids, DateTimeOffset now)
    {
        foreach (var id in ids)
        {
            session.Prepare(
                "INSERT INTO removed(user, id, at) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM message WHERE user = ?1 AND id = ?2) "
                + "ON CONFLICT DO NOTHING")
                .Run(_user, id.Value, now.ToUnixTimeMilliseconds());
        }
    }

    public IndexCoverage Coverage()
    {
        var pending = (long)session.Prepare("SELECT COUNT(*) FROM message WHERE user = ?1 AND indexed_version < version").Scalar(_user)!;
        return pending == 0
            ? new IndexCoverage(0, 0, IsRebuilding: false)
            : new IndexCoverage(
                (long)session.Prepare("SELECT COUNT(*) FROM message WHERE user = ?1").Scalar(_user)!, pending,
                session.Prepare("SELECT 1 FROM index_file WHERE user = ?1 AND rebuilding").Scalar(_user) is not null);
    }

    /// <returns>Whether the marks are about this index.</returns>
    private bool Note(IndexState index)
    {
        if (Bound() is not { } bound)
        {
            Bind(index, isRebuilding: false);
            return true;
        }

        if (bound.Id != index.Id && bound.Id.Length > 0)
            return false;
        if (bound.Id.Length == 0)
            Bind(index, isRebuilding: false);
        if (index.Revision > bound.Revision)
            session.Prepare("UPDATE index_file SET revision = ?2 WHERE user = ?1").Run(_user, index.Revision);
        return true;
    }
}
