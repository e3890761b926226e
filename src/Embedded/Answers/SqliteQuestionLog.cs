using System.Globalization;
using System.Text;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Mail.Raw;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Answers;

/// <summary>Questions and answers in SQLite, compressed as the texts of mails are.</summary>
internal sealed class SqliteQuestionLog(MainDatabase database) : IQuestionLog, IQuestionRetention
{
    /// <summary>Questions erased in one transaction; more would keep other processes waiting.</summary>
    private const int MaxPerTransaction = 200;

    private const string Columns =
        "SELECT seq, id, conversation, asked_at, text, text_length, answer, answer_length, found, cached, elapsed, stages FROM question ";

    private const string Page = "AND (asked_at, id) < (?3, ?4) ORDER BY asked_at DESC, id DESC LIMIT ?5 OFFSET ?6";

    public Task AppendAsync(Owner owner, AskedQuestion asked, CancellationToken cancellation)
    {
        var text = Compression.CompressText(asked.Question);
        var answer = asked.Answer is null ? null : Compression.CompressText(asked.Answer);
        return database.Sqlite.WriteAsync(
            session =>
            {
                // A mail erased while the question was being answered has taken no answer with it yet.
                var stored = asked.Sources.Where(id => session.Prepare("SELECT 1 FROM message WHERE user = ?1 AND id = ?2")
                    .Scalar(owner.User.Value, id.Value) is not null).ToList();
                var kept = stored.Count == asked.Sources.Count ? answer : null;
                var seq = session.Prepare(
                    "INSERT INTO question(user, id, conversation, asked_at, text_length, text, answer_length, answer, found, cached, "
                        + "elapsed, "
                    + "stages) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING seq")
                    .Scalar(
                        owner.User.Value, asked.Id.Value, asked.Conversation.Value, asked.AskedAt.ToUnixTimeMilliseconds(),
                        Encoding.UTF8.GetByteCount(asked.Question), text,
                        kept is null ? 0 : Encoding.UTF8.GetByteCount(asked.Answer!), kept,
                        asked.Found, asked.Cached, asked.Elapsed.Ticks, Write(asked.Stages));
                for (var n = 0; n < stored.Count; n++)
                {
                    session.Prepare("INSERT INTO question_source(question, n, user, email) VALUES(?1, ?2, ?3, ?4)")
                        .Run(seq, n, owner.User.Value, stored[n].Value);
                }
            },
            cancellation, isBulk: true);
    }

    public Task<IReadOnlyList<AskedQuestion>> ListAsync(
        Owner owner, ConversationId? conversation, QuestionRange range, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AskedQuestion>>(database.Sqlite.Read(session =>
        {
            var rows = session.Prepare(Columns + Which(conversation) + Page)
                .Query(
                    static r => (Seq: r.GetInt64(0), Asked: Read(r)), owner.User.Value, conversation?.Value,
                    range.After?.AskedAt.ToUnixTimeMilliseconds() ?? long.MaxValue, range.After?.Id.Value ?? "", range.Limit, range.Skip);
            return rows.ConvertAll(row => row.Asked with
            {
                Sources = session.Prepare("SELECT email FROM question_source WHERE question = ?1 AND user = ?2 ORDER BY n")
                    .Query(static r => new EmailId(r.GetString(0)), row.Seq, owner.User.Value),
            });
        }));

    public Task<long> CountAsync(Owner owner, ConversationId? conversation, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(session => (long)session.Prepare("SELECT COUNT(*) FROM question " + Which(conversation))
            .Scalar(owner.User.Value, conversation?.Value)!));

    public async Task<bool> DeleteAsync(Owner owner, QuestionId id, CancellationToken cancellation) =>
        await EmptyLogAsync(
            await database.Sqlite.WriteAsync(
                session => session.Prepare("DELETE FROM question WHERE user = ?1 AND id = ?2").Run(owner.User.Value, id.Value),
                cancellation),
            cancellation) > 0;

    public Task<int> EraseAsync(Owner owner, CancellationToken cancellation) => DeleteAsync("user = ?1", owner.User.Value, cancellation);

    public Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation) =>
        DeleteAsync("asked_at < ?1", time.ToUnixTimeMilliseconds(), cancellation);

    private static string Which(ConversationId? conversation) =>
        conversation is null ? "WHERE user = ?1 AND ?2 IS NULL " : "WHERE user = ?1 AND conversation = ?2 ";

    private async Task<int> DeleteAsync(string which, object value, CancellationToken cancellation)
    {
        int all = 0, some;
        do
        {
            some = await database.Sqlite.WriteAsync(
                session => session.Prepare($"DELETE FROM question WHERE seq IN (SELECT seq FROM question WHERE {which} LIMIT ?2)")
                    .Run(value, MaxPerTransaction),
                cancellation);
            all += some;
        }
        while (some == MaxPerTransaction);
        return await EmptyLogAsync(all, cancellation);
    }

    private async Task<int> EmptyLogAsync(int deleted, CancellationToken cancellation)
    {
        if (deleted > 0)
            await database.Sqlite.EmptyLogAsync(cancellation);
        return deleted;
    }

    private static AskedQuestion Read(SqliteRow row) => new()
    {
        Id = new QuestionId(row.GetString(1)),
        Conversation = new ConversationId(row.GetString(2)),
        AskedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        Question = Compression.DecompressText(row.GetBytes(4), row.GetInt32(5)),
        Answer = row.IsNull(6) ? null : Compression.DecompressText(row.GetBytes(6), row.GetInt32(7)),
        Found = row.GetBoolean(8),
        Cached = row.GetBoolean(9),
        Elapsed = TimeSpan.FromTicks(row.GetInt64(10)),
        Stages = Stages(row.GetString(11)),
    };

    private static string Write(IReadOnlyList<(string Stage, TimeSpan Elapsed)> stages) =>
        string.Join(' ', stages.Select(static s => string.Create(CultureInfo.InvariantCulture, $"{s.Stage}:{s.Elapsed.Ticks}")));

    private static List<(string, TimeSpan)> Stages(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static s => s.Split(':'))
            .Select(static s => (s[0], TimeSpan.FromTicks(long.Parse(s[1], CultureInfo.InvariantCulture))))];
}
