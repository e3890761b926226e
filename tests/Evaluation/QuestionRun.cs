using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;

namespace InboxMind.Evaluation;

/// <summary>Asks every question and writes a line for each.</summary>
internal static class QuestionRun
{
    private const int Retrieved = 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(EvaluatedMailbox mailbox, string questions, string path, CancellationToken cancellation)
    {
        var ask = mailbox.Get<AskQuestion>();
        await using var output = new StreamWriter(path);
        foreach (var line in (await File.ReadAllLinesAsync(questions, cancellation)).Where(static l => l.Length > 0))
        {
            var asked = JsonSerializer.Deserialize<Asked>(line, Json)!;
            var start = Stopwatch.GetTimestamp();
            var answer =
                await ask.AskAsync(Owner.Local, new Question(asked.Question, MailFilter.None, TimeZoneInfo.Utc), null, cancellation);
            var elapsed = Stopwatch.GetElapsedTime(start);
            await output.WriteLineAsync(JsonSerializer.Serialize(
                new Given(
                    asked.Id, [.. answer.Retrieved.SelectMany(mailbox.Documents).Take(Retrieved)], answer.Text,
                    [.. answer.Sources.SelectMany(s => mailbox.Documents(s.Mail.Message.Id).Take(1))], !answer.Found,
                    Math.Round(elapsed.TotalMilliseconds, 2), answer.Exact?.Value, Items(mailbox, answer.Exact),
                    Math.Round(answer.Metadata.Confidence, 3)),
                Json));
        }
    }

    /// <summary>Documents where mails were asked for, else names.</summary>
    private static List<string>? Items(EvaluatedMailbox mailbox, ExactAnswer? exact) =>
        exact is null ? null : [.. exact.Items.SelectMany(i => i.Id is { } id ? mailbox.Documents(id).Take(1) : [i.Name])];

    private sealed record Asked([property: JsonRequired] string Id, [property: JsonRequired] string Question);

    private sealed record Given(
        string Id, IReadOnlyList<string> Retrieved, string Answer, IReadOnlyList<string> Cited, bool Refused, double Ms,
        decimal? Value, IReadOnlyList<string>? Items, double Confidence);
}
