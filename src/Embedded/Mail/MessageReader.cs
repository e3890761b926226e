using System.Text;
using InboxMind.Core.Mail.Raw;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Reads rows of the table <c>message</c>, so much of each as is wanted: of what is long only the beginning is read from the
/// file.</summary>
internal sealed class MessageReader(SqliteSession session, MailExtent extent)
{
    /// <summary>Bytes of a column that come with the row.</summary>
    private const int MaxWithRow = 64 * 1024;

    /// <summary>Bytes of the details that are looked at for a part of them; what is behind is not counted.</summary>
    private const long MaxDetails = 2 * 1024 * 1024;

    private const string Select = Columns + "CASE WHEN octet_length(m.text) <= 65536 THEN m.text END, " + Tables;

    private const string SelectHead = Columns + "NULL, " + Tables;

    private const string Columns =
        "SELECT m.seq, m.id, COALESCE(a.id, t.id), m.date, m.version, m.indexed_version, substr(m.message_id, 1, 1000), "
        + "substr(m.subject, 1, 1000), m.size, CASE WHEN octet_length(m.details) <= 65536 THEN m.details END, ";

    private const string Tables =
        "m.text_length, m.has_attachments FROM message m JOIN thread t ON t.seq = m.thread LEFT JOIN thread a ON a.seq = t.alias_of ";

    private bool IsWhole => extent.Text >= MailLimits.Text;

    /// <summary>A message by its id; null when there is none.</summary>
    public StoredMail? Find(Owner owner, EmailId id) =>
        session.Prepare(Select + "WHERE m.user = ?1 AND m.id = ?2").First(Row, owner.User.Value, id.Value) is { } row ? Read(row) : null;

    /// <summary>A message by its number.</summary>
    public StoredMail Read(long seq) => Read(session.Prepare(Select + "WHERE m.seq = ?1").First(Row, seq)!);

    /// <summary>The heads of an owner's messages, by id.</summary>
    public List<MailHead> Heads(Owner owner, EmailId? after, int limit) => session
        .Prepare(SelectHead + "WHERE m.user = ?1 AND m.id > ?2 ORDER BY m.id LIMIT ?3")
        .Query(Row, owner.User.Value, after?.Value ?? "", limit).ConvertAll(Head);

    /// <summary>The heads of an owner's messages whose numbers are these, and less than the second.</summary>
    public List<MailHead> Heads(Owner owner, long from, long to) => session
        .Prepare(SelectHead + "WHERE m.seq >= ?2 AND m.seq < ?3 AND +m.user = ?1 ORDER BY m.seq")
        .Query(Row, owner.User.Value, from, to).ConvertAll(Head);

    /// <summary>The head of a message; null when there is none.</summary>
    public MailHead? Head(Owner owner, EmailId id) =>
        session.Prepare(SelectHead + "WHERE m.user = ?1 AND m.id = ?2").First(Row, owner.User.Value, id.Value) is { } row
            ? Head(row)
            : null;

    private MailHead Head(MessageRow row) => MailHead.Of(
        new EmailId(row.Id), new ThreadId(row.Thread), DateTimeOffset.FromUnixTimeSeconds(row.Date), row.Subject, Details(row).Details);

    private StoredMail Read(MessageRow row)
    {
        var (details, counts) = Details(row);
        var (text, whole) = Text(row);
        var message = new MailMessage
        {
            Id = new EmailId(row.Id),
            MessageId = row.MessageId,
            Subject = row.Subject,
            From = details.From,
            To = details.To,
            Cc = details.Cc,
            Bcc = details.Bcc,
            Date = DateTimeOffset.FromUnixTimeSeconds(row.Date),
            Text = text,
            WholeText = details.WholeText ?? whole,
            Attachments = details.Attachments,
            Counts = counts,
            Size = row.Size,
            ListId = details.ListId,
            Protection = details.Protection,
            Kind = details.Kind ?? MailKind.Person,
            DateSource = details.DateSource ?? DateSource.Header,
        };
        return new StoredMail(message, new ThreadId(row.Thread), Folders(row.Seq), row.Version, row.IndexedVersion)
        {
            Flags = Flags(row.Seq),
        };
    }

    private (MessageDetails Details, MailCounts? Counts) Details(MessageRow row)
    {
        if (row.Details is null)
        {
            using var column = session.Open("message", "details", row.Seq);
            return new DetailsReader(column, extent, IsWhole ? long.MaxValue : MaxDetails).Read(row.HasAttachments);
        }

        var all = ShortDetails.Read(row.Details);
        var few = all with
        {
            From = First(all.From, extent.Addresses),
            To = First(all.To, extent.Addresses),
            Cc = First(all.Cc, extent.Addresses),
            Bcc = First(all.Bcc, extent.Addresses),
            Attachments = First(all.Attachments, extent.Attachments),
        };
        return few == all
            ? (all, null)
            : (few, new MailCounts(all.From.Count, all.To.Count, all.Cc.Count, all.Bcc.Count, all.Attachments.Count, row.HasAttachments));
    }

    private static IReadOnlyList<T> First<T>(IReadOnlyList<T> all, int count) => all.Count <= count ? all : [.. all.Take(count)];

    private (string Text, long? Whole) Text(MessageRow row)
    {
        if (row.Text is { } compressed && row.TextLength <= extent.Text)
            return (Compression.DecompressText(compressed, row.TextLength), null);
        using Stream column = row.Text is null ? session.Open("message", "text", row.Seq) : new MemoryStream(row.Text, writable: false);
        using var reader = new StreamReader(
            Compression.Open(column, row.TextLength), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: MaxWithRow);
        var characters = new char[Math.Min(row.TextLength, extent.Text + 1)];
        var length = reader.ReadBlock(characters);
        var text = new string(characters, 0, length);
        if (length <= extent.Text)
            return (text, null);

        // Counting it takes time: a part of it is told by its bytes.
        long whole = length;
        while (IsWhole && reader.ReadBlock(characters, 0, MaxWithRow) is var more and > 0)
            whole += more;
        return (MailLimits.Begin(text, extent.Text), IsWhole ? whole : row.TextLength);
    }

    private List<string> Folders(long message)
    {
        var folders = session.Prepare("SELECT DISTINCT folder FROM placement WHERE message = ?1 ORDER BY folder")
            .Query(static r => r.GetString(0), message);
        var labels = session.Prepare("SELECT DISTINCT labels FROM placement WHERE message = ?1 AND labels <> ''")
            .Query(static r => r.GetString(0), message);
        return labels.Count == 0
            ? folders
            : [.. folders.Concat(labels.SelectMany(static l => l.Split('\n'))).Distinct().Order(StringComparer.Ordinal)];
    }

    private MailFlags Flags(long message) => session.Prepare("SELECT DISTINCT flags FROM placement WHERE message = ?1")
        .Query(static r => (MailFlags)r.GetInt32(0), message).Aggregate(MailFlags.None, static (all, some) => all | some);

    private static MessageRow Row(SqliteRow r) => new(
        r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetString(6), r.GetString(7),
        r.GetInt64(8), r.IsNull(9) ? null : r.GetBytes(9), r.IsNull(10) ? null : r.GetBytes(10), r.GetInt32(11),
        r.GetBoolean(12));

    /// <summary>A row; what is long is null.</summary>
    private sealed record MessageRow(
        long Seq, string Id, string Thread, long Date, long Version, long IndexedVersion, string MessageId, string Subject, long Size,
        byte[]? Details, byte[]? Text, int TextLength, bool HasAttachments);
}
