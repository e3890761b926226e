using InboxMind.Embedded.Answers;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Erases messages within a transaction, and notes that the index has to let go of them.</summary>
internal sealed class MessageEraser(SqliteSession session, Owner owner, DateTimeOffset now)
{
    /// <summary>Messages erased in one transaction; more would keep other processes waiting.</summary>
    public const int MaxPerTransaction = 100;

    /// <summary>None of the next is erased in a transaction after this time: in a large file each of them touches pages that lie anywhere,
    /// and the commit comes on top.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(20);

    public long? Find(EmailId id) =>
        session.Prepare("SELECT seq FROM message WHERE user = ?1 AND id = ?2").Scalar(owner.User.Value, id.Value) as long?;

    public void Erase(long seq, EmailId id)
    {
        session.Prepare("DELETE FROM placement WHERE message = ?1").Run(seq);
        session.Prepare("DELETE FROM message WHERE seq = ?1").Run(seq);
        CitingAnswers.Erase(session, owner, id);
        session.Prepare("INSERT INTO removed(user, id, at) VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET at = excluded.at")
            .Run(owner.User.Value, id.Value, now.ToUnixTimeMilliseconds());
    }

    /// <summary>Erases a message that lies nowhere any more; else the index has to see where it still lies.</summary>
    /// <returns>The message, and whether it was erased.</returns>
    public (EmailId Id, bool Erased) Settle(long seq)
    {
        var id = new EmailId((string)session.Prepare("SELECT id FROM message WHERE seq = ?1").Scalar(seq)!);
        if (session.Prepare("SELECT 1 FROM placement WHERE message = ?1").Scalar(seq) is null)
        {
            Erase(seq, id);
            return (id, true);
        }

        session.Prepare("UPDATE message SET version = version + 1 WHERE seq = ?1").Run(seq);
        return (id, false);
    }
}
