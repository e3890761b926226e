using System.Runtime.InteropServices;
using InboxMind.Core.Index;
using InboxMind.Core.Text;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Writes and removes mails within a transaction.</summary>
internal sealed class IndexWriter(SqliteSession session, string model)
{
    private readonly HashSet<long> _released = [];
    private bool _removed;
    private bool _changed;

    public void Write(IndexedMail mail)
    {
        mail = Spaced(mail);
        var known = session.Prepare("SELECT seq FROM mail WHERE id = ?1").Scalar(mail.Id.Value) as long?;
        var vectors = mail.Chunks?.Select(Vector).ToList();
        if (known is { } seq && !SameWords(seq, mail))
        {
            Remove(seq);
            known = null;
        }

        if (known is null)
        {
            _changed = true;
            seq = (long)session.Prepare(
                "INSERT INTO mail(id, date, has_attachments, has_vectors, version) VALUES(?1, ?2, ?3, ?4, ?5) RETURNING seq")
                .Scalar(mail.Id.Value, mail.Date.ToUnixTimeSeconds(), mail.HasAttachments, vectors is not null, mail.Version)!;
            session.Prepare("INSERT INTO mail_words(rowid, subject, sender, recipients, body, attachments) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
                .Run(seq, mail.Subject, mail.From, mail.To, mail.Text, mail.AttachmentNames);
            InsertChunks(seq, mail.Chunks, vectors);
        }
        else
        {
            seq = known.Value;
            session.Prepare("UPDATE mail SET version = ?2 WHERE seq = ?1 AND version <> ?2").Run(seq, mail.Version);
            if (vectors is not null && !SameChunks(seq, mail.Chunks!, vectors))
            {
                // Erasing the words and writing the same again would take a hundred times as long.
                RemoveChunks(seq);
                InsertChunks(seq, mail.Chunks, vectors);
                session.Prepare("UPDATE mail SET has_vectors = 1 WHERE seq = ?1 AND NOT has_vectors").Run(seq);
            }
        }

        var folders = mail.Folders.Select(static f => f.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).ToList();
        if (session.Prepare("SELECT folder FROM mail_folder WHERE mail = ?1").Query(static r => r.GetString(0), seq)
            .Order(StringComparer.Ordinal).SequenceEqual(folders))
            return;
        _changed = true;
        session.Prepare("DELETE FROM mail_folder WHERE mail = ?1").Run(seq);
        foreach (var folder in folders)
            session.Prepare("INSERT INTO mail_folder(mail, folder) VALUES(?1, ?2)").Run(seq, folder);
    }

    public void Remove(EmailId id)
    {
        if (session.Prepare("SELECT seq FROM mail WHERE id = ?1").Scalar(id.Value) is long seq)
            Remove(seq);
    }

    /// <summary>The words as FTS5 has to see them. No one reads these texts back: snippets come from the store.</summary>
    private static IndexedMail Spaced(IndexedMail mail) => mail with
    {
        Subject = Words.Spaced(mail.Subject),
        From = Words.Spaced(mail.From),
        To = Words.Spaced(string.Join(", ", new[] { mail.To, mail.Cc, mail.Bcc }.Where(static n => n.Length > 0))),
        Text = Words.Spaced(mail.Text),
        AttachmentNames = Words.Spaced(mail.AttachmentNames),
    };

    /// <summary>Drops vectors nothing uses any more and advances the revision when anything changed.</summary>
    public void Finish()
    {
        if (!_changed)
            return;
        foreach (var vector in _released)
        {
            session.Prepare("DELETE FROM vector WHERE seq = ?1 AND NOT EXISTS(SELECT 1 FROM chunk WHERE vector = ?1)").Run(vector);
        }

        session.Prepare("UPDATE state SET revision = revision + 1, removals = removals + ?1").Run(_removed ? 1 : 0);
    }

    private void InsertChunks(long seq, IReadOnlyList<IndexedChunk>? chunks, List<long>? vectors)
    {
        for (var i = 0; i < vectors?.Count; i++)
        {
            session.Prepare("INSERT INTO chunk(mail, ordinal, start, length, vector) VALUES(?1, ?2, ?3, ?4, ?5)")
                .Run(seq, i, chunks![i].Start, chunks[i].Length, vectors[i]);
        }
    }

    private void RemoveChunks(long seq)
    {
        // Readers follow new mails by their number; a removal makes them read all.
        _removed = _changed = true;
        foreach (var vector in session.Prepare("SELECT vector FROM chunk WHERE mail = ?1").Query(static r => r.GetInt64(0), seq))
            _released.Add(vector);
        session.Prepare("DELETE FROM chunk WHERE mail = ?1").Run(seq);
    }

    private void Remove(long seq)
    {
        RemoveChunks(seq);
        session.Prepare("DELETE FROM mail_words WHERE rowid = ?1").Run(seq);
        session.Prepare("DELETE FROM mail WHERE seq = ?1").Run(seq);
    }

    private bool SameChunks(long seq, IReadOnlyList<IndexedChunk> chunks, List<long> vectors)
    {
        var old = session.Prepare("SELECT start, length, vector FROM chunk WHERE mail = ?1 ORDER BY ordinal")
            .Query(static r => (r.GetInt32(0), r.GetInt32(1), r.GetInt64(2)), seq);
        return old.SequenceEqual(chunks.Select((c, i) => (c.Start, c.Length, vectors[i])));
    }

    private bool SameWords(long seq, IndexedMail mail) => session
        .Prepare(
            "SELECT 1 FROM mail m JOIN mail_words w ON w.rowid = m.seq WHERE m.seq = ?1 AND m.date = ?2 AND m.has_attachments = ?3 "
            + "AND w.subject = ?4 AND w.sender = ?5 AND w.recipients = ?6 AND w.body = ?7 AND w.attachments = ?8")
        .Scalar(
            seq, mail.Date.ToUnixTimeSeconds(), mail.HasAttachments, mail.Subject, mail.From, mail.To, mail.Text,
            mail.AttachmentNames) is not null;

    private long Vector(IndexedChunk chunk)
    {
        var hash = chunk.Hash.ToBytes();
        if (session.Prepare("SELECT seq FROM vector WHERE model = ?1 AND hash = ?2").Scalar(model, hash) is long seq)
            return seq;
        return (long)session.Prepare("INSERT INTO vector(model, hash, data) VALUES(?1, ?2, ?3) RETURNING seq")
            .Scalar(model, hash, MemoryMarshal.AsBytes(chunk.Vector.Span).ToArray())!;
    }
}
