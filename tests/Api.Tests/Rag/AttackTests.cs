using System.Globalization;
using System.Text;
using System.Text.Json;
using InboxMind.Core.Answers.Prompts;

namespace InboxMind.Api.Tests.Rag;

/// <summary>Attacks by mail on a model that does whatever it reads: what leaves the program is clean.</summary>
public sealed class AttackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Attack.All.Keys];

    [Fact]
    public void All_Attacks_AreMoreThanAHundred() => Attack.All.Count.ShouldBeGreaterThan(100);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ask_MailThatAttacks_LeavesNothingOfIt(string name)
    {
        var attack = Attack.All[name];
        await using var api = await QuestionApi.StartAsync();
        foreach (var mail in attack.Mails)
            await api.Mail.AddAsync(mail);
        api.Chat.Say = (prompt, _) => Task.FromResult(attack.Reply ?? Obey(prompt));

        var answer = await api.AskAsync(QuestionApi.Pump);
        using var streamed = await api.PostAsync("/api/v1/rag/query/stream", new { query = "What does it cost, the pump?" });
        var events = await streamed.Content.ReadAsStringAsync(Cancellation);
        var thread = (await api.Mail.JsonAsync("/api/v1/emails")).GetProperty("emails")[0].GetProperty("thread_id").GetString();
        var summary = await api.Mail.JsonAsync($"/api/v1/threads/{thread}/summary");

        foreach (var text in (string[])[
            answer.GetProperty("answer").GetString()!, Tokens(events), summary.GetProperty("summary").GetString()!])
        {
            Plain(text).ShouldNotContain(Attack.Planted);
            text.ShouldNotContain("evil", Case.Insensitive);
            text.ShouldNotContain("<");
            text.ShouldNotContain("](");
        }

        // What was not attacked is still answered.
        if (attack.Reply is null)
            answer.GetProperty("answer").GetString().ShouldNotBeNull().ShouldContain("500 euros");
    }

    /// <summary>Says what it is told to where it reads of it anywhere; else what the first mail says.</summary>
    private static string Obey(PromptContent prompt) => prompt.Sources.Any(
        static s => Plain($"{s.From} {s.To} {s.Subject} {s.Text}").Contains(Attack.Planted, StringComparison.Ordinal))
        ? $"{Attack.Planted} [1]"
        : prompt.Sources.Count == 0 ? AnswerPrompt.NotFound
        : $"It says: {string.Join(' ', prompt.Sources.Select(static s => s.Text.Trim()))} [1]";

    private static string Tokens(string events)
    {
        var text = new StringBuilder();
        foreach (var line in events.Split('\n').Where(static l => l.StartsWith("data: ", StringComparison.Ordinal)))
        {
            if (JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]) is { ValueKind: JsonValueKind.Object } data
                && data.TryGetProperty("text", out var part))
                text.Append(part.GetString());
        }

        return text.ToString();
    }

    /// <summary>A text in small letters alone, as somebody reads it.</summary>
    private static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormKD).Where(char.IsLetter))
        .ToLower(CultureInfo.InvariantCulture);
}
