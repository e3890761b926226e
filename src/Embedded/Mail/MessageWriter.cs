using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Accounts;
using InboxMind.Core.Mail;
using InboxMind.Core.Mail.Threads;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Writes one message, its conversation and its placement within a transaction.</summary>
internal sealed class MessageWriter(Session session, Tenant tenant, DateTimeOffset now)
{
    private readonly string _user = tenant.User.Value;

    public SaveOutcome Save(RowToSave row)
    {
        var message = row.Mail.Message;
        var known = session.Prepare("SELECT seq FROM message WHERE user = ?1 AND id = ?2").Scalar(_user, message.Id.Value) as long?;
        var seq = known ?? Insert(row);
        var placed = Place(row.Mail.Placement, seq);
        if (known is not null && placed)
            session.Prepare("UPDATE message SET version = version + 1 WHERE seq = ?1").Run(seq);
        var kind = known is null ? SaveKind.Added : placed ? SaveKind.Placed : SaveKind.Known;
        var needsIndexing = kind != SaveKind.Known
            || session.Prepare("SELECT indexed_version < version FROM message WHERE seq = ?1").Scalar(seq) is 1L;
        return new SaveOutcome(message.Id, kind, needsIndexing);
    }

    private long Insert(RowToSave row)
    {
        // The parts are missing when the message was known a moment ago and was erased since.
        var parts = row.Raw is null ? RowToSave.Compress(row.Mail) : row;
        var message = row.Mail.Message;
        return (long)session.Prepare(
            "INSERT INTO message(user, id, thread, date, stored_at, message_id, subject, size, details, text_length, text, raw) "
            + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING seq")
            .Scalar(
                _user, message.Id.Value, Thread(row.Mail), message.Date.ToUnixTimeSeconds(), now.ToUnixTimeMilliseconds(),
                message.MessageId, message.Subject, row.Mail.Raw.Length, parts.Details, Encoding.UTF8.GetByteCount(message.Text), parts.Text, parts.Raw)!;
    }

    /// <returns>Whether the placement is new or now holds another message.</returns>
    private bool Place(Placement placement, long message)
    {
        if (session.Prepare(
            "INSERT INTO placement(user, mailbox, folder, uid_validity, uid, message, flags) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) "
            + "ON CONFLICT DO NOTHING")
            .Run(_user, placement.Mailbox.Value, placement.Folder, placement.UidValidity, placement.Uid, message, (int)placement.Flags) == 1)
            return true;

        var before = session.Prepare(
            "SELECT message FROM placement WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = ?5")
            .Scalar(_user, placement.Mailbox.Value, placement.Folder, placement.UidValidity, placement.Uid) as long?;
        session.Prepare(
            "UPDATE placement SET flags = ?7, message = ?6 "
            + "WHERE user = ?1 AND mailbox = ?2 AND folder = ?3 AND uid_validity = ?4 AND uid = ?5 AND (flags <> ?7 OR message <> ?6)")
            .Run(_user, placement.Mailbox.Value, placement.Folder, placement.UidValidity, placement.Uid, message, (int)placement.Flags);
        if (before == message)
            return false;

        // The message that lay there no longer does.
        session.Prepare("UPDATE message SET version = version + 1 WHERE seq = ?1").Run(before);
        return true;
    }

    private long Thread(MailToSave mail)
    {
        var seen = new Dictionary<ThreadId, long>();
        var decision = ThreadAssigner.Decide(tenant.User, mail, id =>
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
            // Aliases point at the conversation itself, never at another alias.
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
