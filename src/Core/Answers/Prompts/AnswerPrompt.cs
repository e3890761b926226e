using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Answers.Understanding;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Answers.Prompts;

/// <summary>What a chat model is asked: the rules as the system's message, question and mails as JSON, so that no mail can end
/// its own quotation.</summary>
public static class AnswerPrompt
{
    /// <summary>What a model replies when the mails do not hold the answer.</summary>
    public const string NotFound = "NOT_FOUND";

    private const int MaxEarlierAnswer = 1_000;

    private static readonly string Rules = Load("answer.txt");
    private static readonly string SummaryRules = Load("summary.txt");

    private static readonly PromptJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public static List<ChatMessage> Build(UnderstoodQuestion question, IReadOnlyList<EvidenceMail> mails, DateTimeOffset now) =>
        Build(Rules, question, mails, now);

    /// <summary>What a model is asked that sums mails up: the same without a question.</summary>
    public static List<ChatMessage> Summary(UnderstoodQuestion empty, IReadOnlyList<EvidenceMail> mails, DateTimeOffset now) =>
        Build(SummaryRules, empty, mails, now);

    private static List<ChatMessage> Build(string rules, UnderstoodQuestion question, IReadOnlyList<EvidenceMail> mails, DateTimeOffset now)
    {
        var zone = question.Question.Zone;
        var threads = mails.Select(static m => m.Mail.Thread).Distinct().ToList();
        var content = new PromptContent(
            question.Question.Text,
            LocalDay.From(now, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [.. mails.Select((m, i) => new PromptSource(
                i + 1, CheckCompliance.Line(m.Mail.Message.Sender.Display),
                CheckCompliance.Line(string.Join(", ", m.Mail.Message.To.Take(10).Select(static a => a.Display))),
                LocalDay.From(m.Mail.Message.Date, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                CheckCompliance.Line(m.Mail.Message.Subject),
                Math.Round(m.Relevance, 4), m.Text)
            {
                Thread = threads.IndexOf(m.Mail.Thread) + 1,
                File = m.In is { } found ? CheckCompliance.Line(found.ToString()) : null,
                Followed = m.IsFollowed,
            })])
        {
            Earlier = question.Question.Earlier is { Count: > 0 } earlier
                ? [.. earlier.Select(static t => new PromptTurn(t.Question, Begin(t.Answer)))]
                : null,
            RefersTo = question.RefersTo,
        };
        return
        [
            new ChatMessage(ChatRole.System, rules),
            new ChatMessage(ChatRole.User, JsonSerializer.Serialize(content, Json.PromptContent)),
        ];
    }

    /// <summary>Reads the JSON of a prompt again, for models that are not language models.</summary>
    /// <exception cref="JsonException">It is not such JSON.</exception>
    public static PromptContent Read(string json) =>
        JsonSerializer.Deserialize(json, Json.PromptContent) ?? throw new JsonException("The prompt is empty.");

    /// <summary>An earlier answer says what the next question is about; its beginning is enough for that.</summary>
    private static string? Begin(string? answer) =>
        answer is null ? null : CheckCompliance.WithoutInstructions(answer.Length > MaxEarlierAnswer ? answer[..MaxEarlierAnswer] : answer);

    private static string Load(string name)
    {
        using var stream = typeof(AnswerPrompt).Assembly.GetManifestResourceStream($"InboxMind.Core.Answers.Prompts.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The JSON a chat model is given. Without a question (an empty one) the mails are to be summed up.</summary>
public sealed record PromptContent(string Question, string Today, IReadOnlyList<PromptSource> Sources)
{
    /// <summary>What was asked and answered before in the same conversation, the oldest first; null when nothing was.</summary>
    public IReadOnlyList<PromptTurn>? Earlier { get; init; }

    /// <summary>Words the question leaves out because the one before had them; null when it stands on its own.</summary>
    public string? RefersTo { get; init; }
}

/// <summary>An earlier question and its answer in the JSON a chat model is given.</summary>
public sealed record PromptTurn(string Question, string? Answer);

/// <summary>A mail in the JSON a chat model is given. Dates are days in the asker's zone.</summary>
public sealed record PromptSource(int N, string From, string To, string Date, string Subject, double Relevance, string Text)
{
    /// <summary>Mails with the same number are of one conversation; 0 when it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Thread { get; init; }

    /// <summary>The file attached to the mail, and the page in it, that the text is of; null when it is the mail's own.</summary>
    public string? File { get; init; }
    /// <summary>Whether later mails of its conversation follow it; told in summaries only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Followed { get; init; }
}

[JsonSerializable(typeof(PromptContent))]
internal sealed partial class PromptJson : JsonSerializerContext;
