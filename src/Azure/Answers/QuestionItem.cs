using System.Globalization;
using System.Text;
using InboxMind.Azure.Accounts;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Mail.Raw;

namespace InboxMind.Azure.Answers;

/// <summary>A question with its answer, both compressed as the texts of mails are. Erasing a mail takes it out of
/// <see cref="Sources"/>, and the answer with it.</summary>
internal sealed record QuestionItem
{
    /// <summary>The key of the partition.</summary>
    public required string User { get; init; }

    public required string Id { get; init; }

    /// <summary>Its place in the history, as a text that sorts by time and id.</summary>
    public required string Asked { get; init; }

    public required string Question { get; init; }

    public required string Conversation { get; init; }

    public long At { get; init; }

    public required byte[] Text { get; init; }

    /// <summary>Bytes before compression.</summary>
    public int TextLength { get; init; }

    public byte[]? Answer { get; init; }

    /// <summary>Bytes before compression.</summary>
    public int AnswerLength { get; init; }

    public bool Found { get; init; }

    public bool Cached { get; init; }

    public long ElapsedTicks { get; init; }

    public IReadOnlyList<StageTime> Stages { get; init; } = [];

    public IReadOnlyList<string> Sources { get; init; } = [];

    public static QuestionItem Of(Owner owner, AskedQuestion asked) => new()
    {
        User = owner.User.Value,
        Id = UserKeys.Question(asked.Id.Value),
        Asked = Place(asked.Position),
        Question = asked.Id.Value,
        Conversation = asked.Conversation.Value,
        At = asked.AskedAt.ToUnixTimeMilliseconds(),
        Text = Compression.CompressText(asked.Question),
        TextLength = Encoding.UTF8.GetByteCount(asked.Question),
        Answer = asked.Answer is null ? null : Compression.CompressText(asked.Answer),
        AnswerLength = asked.Answer is null ? 0 : Encoding.UTF8.GetByteCount(asked.Answer),
        Found = asked.Found,
        Cached = asked.Cached,
        ElapsedTicks = asked.Elapsed.Ticks,
        Stages = [.. asked.Stages.Select(static s => new StageTime(s.Stage, s.Elapsed.Ticks))],
        Sources = [.. asked.Sources.Select(static s => s.Value)],
    };

    public AskedQuestion ToQuestion() => new()
    {
        Id = new QuestionId(Question),
        Conversation = new ConversationId(Conversation),
        AskedAt = DateTimeOffset.FromUnixTimeMilliseconds(At),
        Question = Compression.DecompressText(Text, TextLength),
        Answer = Answer is null ? null : Compression.DecompressText(Answer, AnswerLength),
        Found = Found,
        Cached = Cached,
        Elapsed = TimeSpan.FromTicks(ElapsedTicks),
        Stages = [.. Stages.Select(static s => (s.Name, TimeSpan.FromTicks(s.Ticks)))],
        Sources = [.. Sources.Select(static s => new EmailId(s))],
    };

    /// <summary>A place in the history as a text.</summary>
    public static string Place(QuestionPosition place) => $"{Time(place.AskedAt)}\n{place.Id.Value}";

    /// <summary>What comes before all places of a time.</summary>
    public static string Time(DateTimeOffset time) =>
        Math.Max(0, time.ToUnixTimeMilliseconds()).ToString("d19", CultureInfo.InvariantCulture);

    /// <summary>How long a stage took.</summary>
    internal sealed record StageTime(string Name, long Ticks);
}
