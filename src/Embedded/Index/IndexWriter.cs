using System.Runtime.InteropServices;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Writes and removes mails within a transaction.</summary>
internal sealed class IndexWriter(Session session, string model)
{
    private readonly HashSet<long> _released = [];
    private bool _removed;

    public void Write(IndexedMail mail)
    {
        var known = session.Prepare("SELECT seq FROM mail WHERE id = ?1").Scalar(mail.Id.Value) as long?;
        var vectors = mail.Chunks.Select(Vector).ToList();
        if (known is { } seq && !SameChunks(seq, mail, vectors))
        {
            // Readers follow new mails by their number: changed pieces need a new one.
            Remove(seq);
            known = null;
        }

        if (known is null)
        {
            seq = (long)session.Prepare("INSERT INTO mail(id, date, has_attachments) VALUES(?1, ?2, ?3) RETURNING seq")
                .Scalar(mail.Id.Value, mail.Date.ToUnixTimeSeconds(), mail.HasAttachments)!;
            session.Prepare("INSERT INTO mail_words(rowid, subject, sender, recipients, body, attachments) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
                .Run(seq, mail.Subject, mail.From, mail.To, mail.Text, mail.AttachmentNames);
            for (var i = 0; i < vectors.Count; i++)
            {
                session.Prepare("INSERT INTO chunk(mail, ordinal, start, length, vector) VALUES(?1, ?2, ?3, ?4, ?5)")
                    .Run(seq, i, mail.Chunks[i].Start, mail.Chunks[i].Length, vectors[i]);
            }
        }
        else
        {
            seq = known.Value;
        }

        session.Prepare("DELETE FROM mail_folder WHERE mail = ?1").Run(seq);
        foreach (var folder in mail.Folders)
            session.Prepare("INSERT INTO mail_folder(mail, folder) VALUES(?1, ?2) ON CONFLICT DO NOTHING").Run(seq, folder.ToLowerInvariant());
    }

    public void Remove(EmailId id)
    {
        if (session.Prepare("SELECT seq FROM mail WHERE id = ?1").Scalar(id.Value) is long seq)
            Remove(seq);
    }

    /// <summary>Drops vectors nothing uses any more and advances the revision.</summary>
    public void Finish()
    {
        foreach (var vector in _released)
        {
            session.Prepare("DELETE FROM vector WHERE seq = ?1 AND NOT EXISTS(SELECT 1 FROM chunk WHERE vector = ?1)").Run(vector);
        }

        session.Prepare("UPDATE state SET revision = revision + 1, removals = removals + ?1").Run(_removed ? 1 : 0);
    }

    private void Remove(long seq)
    {
        _removed = true;
        foreach (var vector in session.Prepare("SELECT vector FROM chunk WHERE mail = ?1").Query(static r => r.GetInt64(0), seq))
            _released.Add(vector);
        session.Prepare("DELETE FROM mail_words WHERE rowid = ?1").Run(seq);
        session.Prepare("DELETE FROM mail WHERE seq = ?1").Run(seq);
    }

    private bool SameChunks(long seq, IndexedMail mail, List<long> vectors)
    {
        var old = session.Prepare("SELECT start, length, vector FROM chunk WHERE mail = ?1 ORDER BY ordinal")
            .Query(static r => (r.GetInt32(0), r.GetInt32(1), r.GetInt64(2)), seq);
        return old.SequenceEqual(mail.Chunks.Select((c, i) => (c.Start, c.Length, vectors[i])));
    }

    private long Vector(IndexedChunk chunk)
    {
        var hash = chunk.Hash.ToBytes();
        if (session.Prepare("SELECT seq FROM vector WHERE model = ?1 AND hash = ?2").Scalar(model, hash) is long seq)
            return seq;
        return (long)session.Prepare("INSERT INTO vector(model, hash, data) VALUES(?1, ?2, ?3) RETURNING seq")
            .Scalar(model, hash, MemoryMarshal.AsBytes(chunk.Vector.Span).ToArray())!;
    }
}
