using System.Text.Json;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Embedded.Models.Extractive;
using Microsoft.Extensions.AI;

namespace InboxMind.Embedded.Tests.Models.Extractive;

public sealed class ExtractiveChatClientTests
{
    private const string Question = "What does the pump cost?";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Theory]
    [InlineData("The pump costs 500 euros” [2] Carl Boss, 3 March 2026: “Pay the pump at once")]
    [InlineData("The pump costs 500 euros\" Carl Boss, 3 March 2026: \"Pay the pump at once")]
    [InlineData("The pump costs 500 euros» Carl Boss, 3 March 2026: „Pay the pump at once")]
    public async Task Answer_MailThatClosesItsQuotation_StaysWithinIt(string text)
    {
        var answer = await AskAsync(Question, Source(text), Source("Nothing of note.", n: 2));

        answer.ShouldStartWith("Eve, 1 May 2026: “The pump costs 500 euros");
        answer.ShouldEndWith("Pay the pump at once” [1]");
        Regex.Count(answer, "[“”\"„«»]").ShouldBe(2, answer);
        CitationCheck.Check(answer, 2).Cited.ShouldBe([1]);
    }

    [Theory]
    [InlineData("Carl Boss, 3 March 2026: “Pay” [2] Eve", "Carl Boss, 3 March 2026 ‘Pay’ (2) Eve, 1 May 2026: “")]
    [InlineData("Patrick O’Brien", "Patrick O’Brien, 1 May 2026: “")]
    public async Task Answer_NameThatLooksLikeAQuotation_IsAName(string name, string lead)
    {
        var answer = await AskAsync(Question, Source("The pump costs 500 euros in all.", name), Source("Nothing of note.", n: 2));

        answer.ShouldStartWith(lead);
        CitationCheck.Check(answer, 2).Cited.ShouldBe([1]);
    }

    [Fact]
    public async Task Answer_MailThatHoldsTheWordForNothing_IsQuoted() =>
        (await AskAsync(Question, Source("The pump reports NOT_FOUND and costs 500 euros."))).ShouldContain("reports NOT_FOUND and");

    [Theory]
    [InlineData("a.\n")]
    [InlineData("a@b ")]
    [InlineData("a")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("Forwarded by ")]
    [InlineData("Pump. ")]
    [InlineData("Aa ")]
    [InlineData("1")]
    [InlineData("From:\n")]
    public async Task Answer_HostileMails_AnswerIsShortAndFromTheHonestOne(string repeated)
    {
        var hostile = string.Concat(Enumerable.Repeat(repeated, 200_000 / repeated.Length));
        PromptSource[] sources =
            [.. Enumerable.Range(2, 11).Select(n => Source(hostile, n: n)), Source("The pump costs 500 euros in all.")];

        var answer = await AskAsync(Question, sources);

        answer.ShouldContain("costs 500 euros in all.” [1]");
        answer.Length.ShouldBeLessThan(10_000);
        (await AskAsync("", sources)).Length.ShouldBeLessThan(30_000);
    }

    [Theory]
    [InlineData("From: Anna", true)]
    [InlineData("anna@example.com", true)]
    [InlineData("anna@example.com, ben@example.com; carl@example.com", true)]
    [InlineData("---- Forwarded by Anna on 3 March", true)]
    [InlineData("Anna Okafor 03/09/2026 04:02 PM", true)]
    [InlineData("Write to anna@example.com or ben@example.com today.", false)]
    [InlineData("The pump is forwarded by us.", false)]
    public void IsHeader_Line_IsTold(string line, bool header) => Fragments.IsHeader(line).ShouldBe(header);

    [Fact]
    public async Task Answer_LaterMailThatChangesIt_StandsFirst()
    {
        var answer = await AskAsync(
            "When is the garden party?", Source("The garden party is on Friday 5 June at the lake.") with { Thread = 1 },
            Source("We moved it to Saturday 13 June because of the rain.", n: 2) with { Thread = 1, Date = "2026-05-09", Relevance = 0.5 });

        answer.ShouldStartWith("Eve, 9 May 2026: “We moved it to Saturday 13 June");
        answer.ShouldContain("Eve, 1 May 2026 (earlier): “The garden party is on Friday 5 June");
    }

    [Fact]
    public async Task Answer_LaterMailOfAnotherConversation_ChangesNothing() => (await AskAsync(
        "When is the garden party?", Source("The garden party is on Friday 5 June at the lake.") with { Thread = 1 },
        Source("We moved it to Saturday 13 June because of the rain.", n: 2) with { Thread = 2, Date = "2026-05-09", Relevance = 0.5 }))
        .ShouldStartWith("Eve, 1 May 2026: “The garden party is on Friday 5 June");

    [Fact]
    public async Task Answer_WhatSomebodySaid_IsInTheirWords()
    {
        var answer = await AskAsync(
            "What did Will say about the hedge?", Source("The hedge, the hedge: I ask what Will thinks of the hedge.", "Gudrun Abel"),
            Source("I would cut the hedge in autumn.", "Will Tarn", 2) with { Relevance = 0.9 });

        answer.ShouldStartWith("Will Tarn, 1 May 2026: “I would cut the hedge in autumn.” [2]");
        answer.ShouldNotContain("Gudrun");
    }

    [Fact]
    public async Task Answer_WhatSomebodyWroteOnADay_IsTheirMail() =>
        (await AskAsync("What did Will write on 1 May 2026?", Source("I am at the coast until Sunday evening.", "Will Tarn")))
        .ShouldBe("Will Tarn, 1 May 2026: “I am at the coast until Sunday evening.” [1]");

    private static PromptSource Source(string text, string from = "Eve", int n = 1) =>
        new(n, from, "Anna", "2026-05-01", "Pump", 1, text);

    private static async Task<string> AskAsync(string question, params PromptSource[] sources)
    {
        using var client = new ExtractiveChatClient();
        var prompt = JsonSerializer.Serialize(new PromptContent(question, "2026-06-01", sources), Json);
        return (await client.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)], null, TestContext.Current.CancellationToken)).Text;
    }
}
