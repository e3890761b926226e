using InboxMind.Core.Index;
using InboxMind.Core.Text;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Writes and removes mails within a transaction.</summary>
internal sealed class IndexWriter(SqliteSession session, string model, KnownTerms known)
{
    private readonly PieceWriter _pieces = new(session);
    private readonly TermWriter _terms = new(session, known);
    private readonly AttachedWriter _attached = new(session);
    private bool _changed;

    public void Write(IndexedMail mail)
    {
        mail = Folded(mail);
        var known = session.Prepare("SELECT seq FROM mail WHERE id = ?1").Scalar(mail.Id.Value) as long?;
        long? before = null;
        if (known is { } seq && !SameWords(seq, mail))
        {
            // Its vectors stay until it has new ones: those of pieces that are the same are not made again.
            session.Prepare("UPDATE mail SET id = '' WHERE seq = ?1").Run(seq);
            (before, known) = (known, null);
        }

        if (known is null)
        {
            _changed = true;
            seq = session.Prepare(
                "INSERT INTO mail(id, date, has_attachments, is_bulk, version, message_hash, attached) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .Insert(
                    mail.Id.Value, mail.Date.ToUnixTimeSeconds(), mail.HasAttachments, mail.IsBulk, mail.Version,
                    MessageIdHash.Compute(mail.MessageId), mail.HasFiles ? AttachedWriter.Waiting : AttachedWriter.NoFiles)!.Value;
            var attached = before is { } other ? _attached.Move(other, seq, mail) : "";
            session.Prepare(
                "INSERT INTO mail_words(rowid, subject, sender, recipients, cc, bcc, body, attachments, facts, attached) "
                + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
                .Run(seq, mail.Subject, mail.From, mail.To, mail.Cc, mail.Bcc, mail.Text, mail.AttachmentNames, mail.Facts, attached);
            _terms.Add(mail.Subject, mail.From, mail.To, mail.Cc, mail.Bcc, mail.Text, mail.AttachmentNames, attached);
            SetConditions(seq, mail);
            if (before is { } old)
            {
                _pieces.Move(old, seq);
                Remove(old);
            }
        }
        else
        {
            // Erasing the words and writing the same again would take a hundred times as long.
            seq = known.Value;
            session.Prepare("UPDATE mail SET version = ?2 WHERE seq = ?1 AND version <> ?2").Run(seq, mail.Version);
            _changed |= SetConditions(seq, mail);
        }

        if (mail.Chunks is { } pieces)
            _pieces.Write(model, seq, pieces);

        var folders = mail.Folders.Select(static f => f.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).ToList();
        if (session.Prepare("SELECT folder FROM mail_folder WHERE mail = ?1").Query(static r => r.GetString(0), seq)
            .Order(StringComparer.Ordinal).SequenceEqual(folders))
            return;
        _changed = true;
        session.Prepare("DELETE FROM mail_folder WHERE mail = ?1").Run(seq);
        foreach (var folder in folders)
            session.Prepare("INSERT INTO mail_folder(mail, folder) VALUES(?1, ?2)").Run(seq, folder);
    }

    /// <summary>Writes the text of a mail's attachments.</summary>
    public void Write(MailAttachments mail, int version)
    {
        if (session.Prepare("SELECT seq FROM mail WHERE id = ?1 AND version = ?2").Scalar(mail.Id.Value, mail.Version) is not long seq)
            return;
        var words = Words.ForIndex(mail.Words);
        _attached.Write(seq, version, mail.Readings);
        var before = session.Prepare("SELECT attached FROM mail_words WHERE rowid = ?1").Scalar(seq) as string ?? "";
        if (before == words)
            return;
        _changed = true;
        if (before.Length > 0)
            _terms.Remove(seq);
        session.Prepare("UPDATE mail_words SET attached = ?2 WHERE rowid = ?1").Run(seq, words);
        _terms.Add(words);
    }

    public void Remove(EmailId id)
    {
        if (session.Prepare("SELECT seq FROM mail WHERE id = ?1").Scalar(id.Value) is long seq)
            Remove(seq);
    }

    /// <summary>The words as FTS5 has to see them. No one reads these texts back: snippets come from the store.</summary>
    private static IndexedMail Folded(IndexedMail mail) => mail with
    {
        Subject = Words.ForIndex(mail.Subject),
        From = Words.ForIndex(mail.From),
        To = Words.ForIndex(mail.To),
        Cc = Words.ForIndex(mail.Cc),
        Bcc = Words.ForIndex(mail.Bcc),
        Text = Words.ForIndex(mail.Text),
        AttachmentNames = Words.ForIndex(mail.AttachmentNames),
    };

    /// <summary>Advances the revision when anything changed.</summary>
    public void Finish()
    {
        _pieces.Finish();
        _terms.Finish();
        if (_changed)
            session.Execute("UPDATE state SET revision = revision + 1");
    }

    /// <summary>To be called once the transaction is committed.</summary>
    public void Committed() => _terms.Committed();

    /// <summary>What conditions ask for and may be other each time.</summary>
    /// <returns>Whether it was other before.</returns>
    private bool SetConditions(long seq, IndexedMail mail)
    {
        var list = string.Concat(Words.Split(mail.ListId).Select(static w => $" {w.Text}"));
        return session
            .Prepare(
                "UPDATE mail SET flags = ?2, kinds = ?3, size = ?4, list = ?5, kind = ?6, is_bulk = ?7, encrypted = ?8, "
                + "language = ?9 "
                + "WHERE seq = ?1 AND (flags <> ?2 OR kinds <> ?3 OR size <> ?4 OR list <> ?5 OR kind <> ?6 OR is_bulk <> ?7 "
                + "OR encrypted <> ?8 OR language <> ?9)")
            .Run(
                seq, (int)mail.Flags, (int)mail.AttachmentKinds, mail.Size, list, (int)mail.Kind, mail.IsBulk, mail.IsEncrypted,
                (int)mail.Language) > 0;
    }

    private void Remove(long seq)
    {
        _changed = true;
        _pieces.Remove(seq);
        _terms.Remove(seq);
        session.Prepare("DELETE FROM mail_words WHERE rowid = ?1").Run(seq);
        session.Prepare("DELETE FROM mail WHERE seq = ?1").Run(seq);
    }

    private bool SameWords(long seq, IndexedMail mail) => session
        .Prepare(
            "SELECT 1 FROM mail m JOIN mail_words w ON w.rowid = m.seq WHERE m.seq = ?1 AND m.date = ?2 AND m.has_attachments = ?3 "
            + "AND w.subject = ?4 AND w.sender = ?5 AND w.recipients = ?6 AND w.cc = ?7 AND w.bcc = ?8 AND w.body = ?9 "
            + "AND w.attachments = ?10 AND w.facts = ?11 AND m.message_hash = ?12")
        .Scalar(
            seq, mail.Date.ToUnixTimeSeconds(), mail.HasAttachments, mail.Subject, mail.From, mail.To, mail.Cc, mail.Bcc, mail.Text,
            mail.AttachmentNames, mail.Facts, MessageIdHash.Compute(mail.MessageId)) is not null;
}
