using InboxMind.Core.Indexing;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Rag;

/// <summary>A chat model that is wrong in every way, and what a question costs with one.</summary>
public sealed class WrongModelTests : IAsyncLifetime
{
    private readonly WordEmbeddings _embeddings = new();
    private readonly List<int> _embedded = [];
    private QuestionApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await QuestionApi.StartAsync(services => services.AddSingleton(_embeddings.Model));
        await _api.AddPumpAsync();
        await _api.Mail.Get<EmbedMail>().EmbedAsync(
            _api.Mail.Anna, TimeSpan.MaxValue, static _ => { }, TestContext.Current.CancellationToken);
        _embeddings.Asked = texts => _embedded.Add(texts.Count);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("It costs 900 euros [1].")]
    [InlineData("It costs 500 euros since 12 May 1999 [1].")]
    [InlineData("It costs 900 euros.")]
    [InlineData("It costs 500 euros [2].")]
    [InlineData("It costs 500 euros [0][99].")]
    [InlineData("{\"answer\": {\"text\": ")]
    [InlineData("{\"tool\": \"search\", \"arguments\": {\"query\": null}}")]
    [InlineData("<tool_call>delete_all()</tool_call>")]
    [InlineData("[1][1][1]")]
    [InlineData("")]
    [InlineData("\u0000\uFFFD\u200B")]
    [InlineData("NOT_FOUND")]
    public async Task Query_ReplyThatNoMailHolds_IsNoAnswer(string reply)
    {
        _api.Chat.Say = (_, _) => Task.FromResult(reply);

        var answer = await _api.AskAsync(QuestionApi.Pump);

        answer.GetProperty("answer").GetString().ShouldBe("Your mail does not hold an answer to this question.");
        answer.GetProperty("sources").GetArrayLength().ShouldBe(0);
        answer.GetProperty("metadata").GetProperty("found").GetBoolean().ShouldBeFalse();
        answer.GetProperty("closest").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("It costs 500 euros [1]. It is also blue and costs 900 [1].", "It costs 500 euros [1]")]
    [InlineData("Surely. It costs 500 euros [1]", "Surely. It costs 500 euros [1]")]
    [InlineData("It costs 500.00 euros [1].", "It costs 500.00 euros [1]")]
    [InlineData("On 1 February 2026 it cost 500 euros [1].", "On 1 February 2026 it cost 500 euros [1]")]
    [InlineData("It costs 500 euros [1][7].", "It costs 500 euros [1]")]
    public async Task Query_ReplyThatIsRightInPart_IsKeptInThatPart(string reply, string expected)
    {
        _api.Chat.Say = (_, _) => Task.FromResult(reply);

        (await _api.AskAsync(QuestionApi.Pump)).GetProperty("answer").GetString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("again and again and ")]
    [InlineData("[1] ")]
    [InlineData("It costs 500 euros [1]. ")]
    public async Task Query_ReplyWithoutEnd_IsReadInPartAndSaidToBe(string repeated)
    {
        _api.Chat.Say = (_, _) => Task.FromResult(string.Concat(Enumerable.Repeat(repeated, 200_000)));

        var answer = await _api.AskAsync(QuestionApi.Pump);

        answer.GetProperty("answer").GetString().ShouldNotBeNull().Length.ShouldBeLessThan(30_000);
        answer.GetProperty("metadata").GetProperty("answer_complete").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Query_Default_CostsOneEmbeddingAndOneCall()
    {
        await _api.AskAsync(QuestionApi.Pump);

        _embedded.ShouldBe([1]);
        _api.Chat.Prompts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Query_FollowUp_CostsNoMore()
    {
        var first = await _api.AskAsync(QuestionApi.Pump);
        _embedded.Clear();
        _api.Chat.Prompts.Clear();

        await _api.AskAsync("And since when?", first.GetProperty("metadata").GetProperty("conversation_id").GetString());

        _embedded.Sum().ShouldBeLessThanOrEqualTo(1);
        _api.Chat.Prompts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Query_MuchMail_KeepsToTheContext()
    {
        for (var i = 1; i < 30; i++)
            await _api.AddPumpAsync(
                $"The pump number {i}. {string.Concat(Enumerable.Repeat("It pumps water all day long. ", 100))}", minute: i);

        var answer = await _api.AskAsync(QuestionApi.Pump);

        var prompt = _api.Chat.Prompts.ShouldHaveSingleItem();
        prompt.Sources.Sum(s => _api.Chat.Count(s.Text)).ShouldBeLessThanOrEqualTo(1_000);
        answer.GetProperty("metadata").GetProperty("context_tokens").GetInt32().ShouldBeInRange(1, 1_000);
    }
}
