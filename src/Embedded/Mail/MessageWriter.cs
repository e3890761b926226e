using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Mail.Threads;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Writes one message, its thread and its placement within a transaction.</summary>
internal sealed class MessageWriter(SqliteSession session, Owner owner, DateTimeOffset now)
{
    private readonly string _user = owner.User.Value;

    /// <summary>Saves what a sync found, except for what a person deleted.</summary>
    public SaveOutcome SaveSynced(RowToSave row, Tombstones tombstones) => tombstones.Contains(row.Mail.Message.Id)
        ? new SaveOutcome(row.Mail.Message.Id, SaveKind.Deleted, false)
        : Save(row, settles: true);

    /// <summary>Places a stored message.</summary>
    public SaveOutcome PlaceKnown(EmailId id, Placement placement)
    {
        if (session.Prepare("SELECT seq FROM message WHERE user = ?1 AND id = ?2").Scalar(_user, id.Value) is not long seq)
            return new SaveOutcome(id, SaveKind.Missing, false);
        var placed = Place(placement, seq, settles: true);
        return new SaveOutcome(id, placed ? SaveKind.Placed : SaveKind.Known, placed || NeedsIndexing(seq));
    }

    /// <param name="row">The message.</param>
    /// <param name="settles">Whether a message goes whose place it takes and that lies nowhere else. An import may come to it again in
    /// another place.</param>
    public SaveOutcome Save(RowToSave row, bool settles = false)
    {
        var message = row.Mail.Message;
        var known = session.Prepare("SELECT seq FROM message WHERE user = ?1 AND id = ?2").Scalar(_user, message.Id.Value) as long?;
        var seq = known ?? Insert(row);
        var placed = Place(row.Mail.Placement, seq, settles, isNew: known is null);
        var kind = known is null ? SaveKind.Added : placed ? SaveKind.Placed : SaveKind.Known;
        return new SaveOutcome(message.Id, kind, kind != SaveKind.Known || NeedsIndexing(seq));
    }

    /// <summary>Writes what was read of a stored message, unless it is gone or this version or a newer one has tried.</summary>
    /// <returns>Whether its content is another now.</returns>
    public bool ReadAgain(ReadingRow row, int version)
    {
        var id = row.Reading.Id.Value;
        if (session.Prepare(
            "UPDATE reading SET version = ?3 WHERE message = (SELECT seq FROM message WHERE user = ?1 AND id = ?2) "
            + "AND ABS(version) < ?4 RETURNING message")
            .Scalar(_user, id, row.Reading.Clues is null ? -version : version, version) is not long seq)
            return false;
        if (row.Reading.Clues is { } clues && ThreadAssigner.Keys(clues).Count > 0)
            session.Prepare("UPDATE message SET thread = ?2 WHERE seq = ?1 AND thread <> ?2").Run(seq, Thread(clues));
        if (row.Reading.Changed is not { } message)
            return false;
        session.Prepare(
            "UPDATE message SET version = version + 1, date = ?2, message_id = ?3, subject = ?4, details = ?5, text_length = ?6, text = "
                + "?7, "
            + "has_attachments = ?8 WHERE seq = ?1")
            .Run(
                seq, message.Date.ToUnixTimeSeconds(), message.MessageId, message.Subject, row.Details,
                Encoding.UTF8.GetByteCount(message.Text), WithRaw(seq, message.Text) ?? row.Text, message.HasAttachments);
        return true;
    }

    /// <summary>A new text with the raw mail behind it; null when the mail does not lie there.</summary>
    private byte[]? WithRaw(long seq, string text) => session
        .Prepare("SELECT text, text_length, size FROM message WHERE seq = ?1 AND raw_behind")
        .First(
            r =>
            {
                var raw = new byte[r.GetInt32(2)];
                using var stream = Compression.OpenBehind(new MemoryStream(r.GetBytes(0)), r.GetInt32(1), raw.Length);
                stream.ReadExactly(raw);
                return Compression.CompressText(text, raw);
            },
            seq);

    private bool NeedsIndexing(long seq) =>
        session.Prepare("SELECT indexed_version < version FROM message WHERE seq = ?1").Scalar(seq) is 1L;

    /// <summary>The index has to see it again.</summary>
    private void Touch(long? seq) => session.Prepare("UPDATE message SET version = version + 1 WHERE seq = ?1").Run(seq);

    private long Insert(RowToSave row)
    {
        // The parts are missing when the message was known a moment ago and was erased since.
        if (row.Raw is null && row.IsRawApart)
            throw new RawMailMissingException();
        var parts = row.Raw is null ? RowToSave.Compress(row.Mail, isRawApart: false) : row;
        var message = row.Mail.Message;
        var seq = session.Prepare(
            "INSERT INTO message(user, id, thread, date, stored_at, message_id, subject, size, details, text_length, text, raw, "
                + "has_attachments, "
            + "raw_apart, raw_behind) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)")
            .Insert(
                _user, message.Id.Value, Thread(ThreadClues.Of(row.Mail)), message.Date.ToUnixTimeSeconds(), now.ToUnixTimeMilliseconds(),
                message.MessageId, message.Subject, row.Mail.Raw.Length, parts.Details, Encoding.UTF8.GetByteCount(message.Text),
                parts.Text, parts.Raw,
                message.HasAttachments, row.IsRawApart, parts.IsRawBehind)!.Value;

        // A user who is being erased may have left the number's row behind.
        session.Prepare(
            "INSERT INTO reading(message, user, version) VALUES(?1, ?2, ?3) "
            + "ON CONFLICT DO UPDATE SET user = excluded.user, version = excluded.version").Run(seq, _user, row.Mail.Reading);
        return seq;
    }

    /// <summary>Places a message. The index has to see it again when something of it that is searched is new.</summary>
    /// <returns>Whether the placement is new, now holds another message or has other labels.</returns>
    private bool Place(Placement placement, long message, bool settles, bool isNew = false)
    {
        var (user, mailbox, folder, validity, uid) =
            (_user, placement.Mailbox.Value, placement.Folder, placement.UidValidity, placement.Uid);
        if (session.Prepare(
            "INSERT INTO placement(user, mailbox, folder, uid_validity, uid, message, flags, remote_id, labels) "
            + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING")
            .Run(user, mailbox, folder, validity, uid, message, (int)placement.Flags, placement.RemoteId, placement.Labels) == 1)
        {
            if (!isNew)
                Touch(message);
            return true;
        }

        var (before, labels, flags) = session.Prepare(
            "SELECT message, labels, flags FROM placement "
            + "WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = ?5")
            .First(static r => Tuple.Create(r.GetInt64(0), r.GetString(1), r.GetInt32(2)), user, mailbox, folder, validity, uid)!;
        var isChanged = before != message || labels != placement.Labels;
        if (!isNew && (isChanged || flags != (int)placement.Flags))
            Touch(message);
        session.Prepare(
            "UPDATE placement SET flags = ?7, message = ?6, remote_id = ?8, labels = ?9 "
            + "WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = ?5 "
            + "AND (flags <> ?7 OR message <> ?6 OR remote_id IS NOT ?8 OR labels <> ?9)")
            .Run(user, mailbox, folder, validity, uid, message, (int)placement.Flags, placement.RemoteId, placement.Labels);
        if (before == message)
            return isChanged;

        // The message that lay there no longer does.
        if (settles)
            new MessageEraser(session, owner, now).Settle(before);
        else
            Touch(before);
        return true;
    }

    private long Thread(ThreadClues clues)
    {
        var seen = new Dictionary<ThreadId, long>();
        var decision = ThreadAssigner.Decide(owner.User, clues, id =>
        {
            var found = session.Prepare(
                "SELECT COALESCE(a.id, t.id), COALESCE(a.seq, t.seq) FROM thread_reference r JOIN thread t ON t.seq = r.thread "
                + "LEFT JOIN thread a ON a.seq = t.alias_of WHERE r.user = ?1 AND r.message_id = ?2")
                .First(static r => Tuple.Create(r.GetString(0), r.GetInt64(1)), _user, Key(id));
            if (found is null)
                return null;
            seen[new ThreadId(found.Item1)] = found.Item2;
            return (new ThreadId(found.Item1), found.Item2);
        });

        var thread = seen.TryGetValue(decision.Thread, out var existing) ? existing : Create(decision.Thread);
        foreach (var joined in decision.Joined)
        {
            // Aliases point at the thread itself, never at another alias.
            session.Prepare("UPDATE thread SET alias_of = ?2 WHERE alias_of = ?1 OR seq = ?1").Run(seen[joined], thread);
        }

        foreach (var id in decision.Ids)
        {
            session.Prepare("INSERT INTO thread_reference(user, message_id, thread) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING")
                .Run(_user, Key(id), thread);
        }

        return thread;
    }

    private long Create(ThreadId id)
    {
        session.Prepare("INSERT INTO thread(user, id) VALUES(?1, ?2) ON CONFLICT DO NOTHING").Run(_user, id.Value);
        return (long)session.Prepare("SELECT COALESCE(alias_of, seq) FROM thread WHERE user = ?1 AND id = ?2").Scalar(_user, id.Value)!;
    }

    /// <summary>Message-IDs come from outside and have any length; their hash does not.</summary>
    private static byte[] Key(string messageId) => SHA256.HashData(Encoding.UTF8.GetBytes(messageId))[..16];
}
