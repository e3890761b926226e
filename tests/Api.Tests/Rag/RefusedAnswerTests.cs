using System.Net;
using InboxMind.Core.Answers;

namespace InboxMind.Api.Tests.Rag;

/// <summary>What the asker is told when a model's content filter refuses.</summary>
public sealed class RefusedAnswerTests : IAsyncLifetime
{
    private QuestionApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await QuestionApi.StartAsync();
        _api.Chat.Say = static (_, _) => throw new ModelRefusedException(ModelRefusedException.AtPrompt);
        await _api.AddPumpAsync();
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Query_FilterRefuses_SaysSoInOneSentenceAndNamesTheNearestMail()
    {
        var answer = await _api.AskAsync(QuestionApi.Pump);

        answer.GetProperty("answer").GetString().ShouldBe(ModelRefusedException.AtPrompt);
        answer.GetProperty("sources").GetArrayLength().ShouldBe(0);
        answer.GetProperty("closest").GetArrayLength().ShouldBe(1);
        answer.GetProperty("metadata").GetProperty("answer_complete").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Query_FilterRefusedBefore_IsAskedAgain()
    {
        await _api.AskAsync(QuestionApi.Pump);
        _api.Chat.Say = static (prompt, _) => Task.FromResult($"It costs 500 euros [{prompt.Sources[0].N}].");

        (await _api.AskAsync(QuestionApi.Pump)).GetProperty("answer").GetString().ShouldBe("It costs 500 euros [1]");
    }

    [Fact]
    public async Task Summary_FilterRefuses_IsAProblemThatSaysSo()
    {
        var mail = await _api.AddPumpAsync("Another pump costs 700 euros.", minute: 1);
        var thread = (await _api.Mail.JsonAsync($"/api/v1/emails/{mail.Value}")).GetProperty("thread_id").GetString();

        using var response = await _api.Mail.SendAsync(HttpMethod.Get, $"/api/v1/threads/{thread}/summary");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain(ModelRefusedException.AtPrompt);
    }
}
