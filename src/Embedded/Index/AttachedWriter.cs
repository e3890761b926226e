using System.Text;
using System.Text.Json;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Raw;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Keeps what was read of attachments, apart from its words, within a transaction.</summary>
internal sealed class AttachedWriter(SqliteSession session)
{
    /// <summary>What stands in the place of the version that read them.</summary>
    public const int Waiting = 0, NoFiles = -1;

    /// <summary>Mails whose attachments wait, the newest first.</summary>
    public static List<EmailId> Without(SqliteSession session, int version, int limit) =>
    [
        // Version by version: of each the newest few are read from an index.
        .. Enumerable.Range(0, version)
            .SelectMany(read => session
                .Prepare("SELECT id, date FROM mail WHERE attached >= 0 AND attached = ?1 ORDER BY date DESC LIMIT ?2")
                .Query(static r => (Id: new EmailId(r.GetString(0)), Date: r.GetInt64(1)), read, limit))
            .OrderByDescending(static m => m.Date).Take(limit).Select(static m => m.Id),
    ];

    public static Dictionary<EmailId, IReadOnlyList<AttachmentReading>> Read(SqliteSession session, IReadOnlyCollection<EmailId> ids)
    {
        var all = new Dictionary<EmailId, IReadOnlyList<AttachmentReading>>();
        foreach (var id in ids)
        {
            session.Prepare("SELECT a.length, a.data FROM mail m JOIN attachment_text a ON a.mail = m.seq WHERE m.id = ?1").Each(
                r => all[id] = JsonSerializer.Deserialize(
                    Compression.DecompressText(r.GetBytes(1), r.GetInt32(0)),
                    AttachmentJson.Default.IReadOnlyListAttachmentReading) ?? [],
                id.Value);
        }

        return all;
    }

    public static AttachmentCounts Count(SqliteSession session, int version) => new(
        (long)session.Prepare("SELECT COUNT(*) FROM mail WHERE attached >= 0 AND attached < ?1").Scalar(version)!,
        session.Prepare("SELECT outcome, SUM(count) FROM attachment_outcome GROUP BY outcome")
            .Query(static r => ((AttachmentOutcome)r.GetInt32(0), r.GetInt64(1))).ToDictionary());

    public void Write(long mail, int version, IReadOnlyList<AttachmentReading> readings)
    {
        var json = JsonSerializer.Serialize(readings, AttachmentJson.Default.IReadOnlyListAttachmentReading);
        session.Prepare("UPDATE mail SET attached = ?2 WHERE seq = ?1").Run(mail, version);
        session.Prepare(
            "INSERT INTO attachment_text(mail, length, data) VALUES(?1, ?2, ?3) "
            + "ON CONFLICT DO UPDATE SET length = excluded.length, data = excluded.data")
            .Run(mail, Encoding.UTF8.GetByteCount(json), Compression.CompressText(json));
        session.Prepare("DELETE FROM attachment_outcome WHERE mail = ?1").Run(mail);
        foreach (var some in readings.CountBy(static r => r.Outcome))
            session.Prepare("INSERT INTO attachment_outcome(mail, outcome, count) VALUES(?1, ?2, ?3)").Run(mail, (int)some.Key, some.Value);
    }

    /// <summary>Gives what a mail has to the one that takes its place, when that has the same attachments.</summary>
    /// <returns>What is searched of it.</returns>
    public string Move(long from, long to, IndexedMail mail)
    {
        var words = mail.HasFiles
            ? session.Prepare("SELECT attached FROM mail_words WHERE rowid = ?1 AND attachments = ?2").Scalar(from, mail.AttachmentNames)
            : null;
        if (words is not string same)
            return "";
        session.Prepare("UPDATE mail SET attached = (SELECT attached FROM mail WHERE seq = ?1) WHERE seq = ?2").Run(from, to);
        session.Prepare("UPDATE attachment_text SET mail = ?2 WHERE mail = ?1").Run(from, to);
        session.Prepare("UPDATE attachment_outcome SET mail = ?2 WHERE mail = ?1").Run(from, to);
        return same;
    }
}
