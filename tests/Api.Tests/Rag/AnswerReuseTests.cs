using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Rag;

/// <summary>An answer is given again only while nothing it depends on has changed.</summary>
public sealed class AnswerReuseTests : IAsyncLifetime
{
    private QuestionApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await QuestionApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Query_AskedAgain_IsTheSameAnswerWithoutTheModel()
    {
        await _api.AddPumpAsync();
        var first = await _api.AskAsync(QuestionApi.Pump);

        var second = await _api.AskAsync(QuestionApi.Pump);

        second.GetProperty("answer").GetString().ShouldNotBeNull().ShouldContain("500 euros");
        second.GetProperty("answer").GetString().ShouldBe(first.GetProperty("answer").GetString());
        second.GetProperty("sources").GetRawText().ShouldBe(first.GetProperty("sources").GetRawText());
        first.GetProperty("metadata").GetProperty("cached").GetBoolean().ShouldBeFalse();
        second.GetProperty("metadata").GetProperty("cached").GetBoolean().ShouldBeTrue();
        second.GetProperty("metadata").GetProperty("stage_timings_ms").EnumerateObject().ShouldBeEmpty();
        _api.Chat.Prompts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Query_NewMailIndexed_IsAnsweredAnew()
    {
        await _api.AddPumpAsync();
        await _api.AskAsync(QuestionApi.Pump);

        await _api.AddPumpAsync("The pump costs 600 euros.", minute: 1);

        (await _api.IsCachedAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Query_NothingFoundThenMailIndexed_FindsIt()
    {
        (await _api.AskAsync(QuestionApi.Pump)).GetProperty("metadata").GetProperty("found").GetBoolean().ShouldBeFalse();

        await _api.AddPumpAsync();

        (await _api.AskAsync(QuestionApi.Pump)).GetProperty("answer").GetString().ShouldNotBeNull().ShouldContain("500 euros");
    }

    [Fact]
    public async Task Query_CitedMailDeletedAndIndexNotYetToldOfIt_NeverGivesTheOldAnswer()
    {
        var cited = await _api.AddPumpAsync();
        await _api.AskAsync(QuestionApi.Pump);

        // The store alone: no index work is done.
        (await _api.Mail.Get<IMailStore>().DeleteAsync(_api.Mail.Anna, [cited], Cancellation)).ShouldBe([cited]);

        var answer = await _api.AskAsync(QuestionApi.Pump);
        answer.GetProperty("answer").GetString().ShouldNotBeNull().ShouldNotContain("500");
        answer.GetProperty("metadata").GetProperty("cached").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Query_NextDay_IsAnsweredAnew()
    {
        await _api.AddPumpAsync();
        var anna = _api.Mail.AnnasToken;
        await _api.AskAsync(QuestionApi.Pump, token: anna);

        // The zone of the machine is unknown: a whole day changes the day everywhere.
        _api.Mail.Api.Time.Advance(TimeSpan.FromDays(1));
        var (_, _, tomorrow) = await SignInAgainAsync();

        (await _api.IsCachedAsync(token: tomorrow)).ShouldBeFalse();
        (await _api.IsCachedAsync(token: tomorrow)).ShouldBeTrue();
    }

    [Fact]
    public async Task Query_OtherZone_IsAnsweredAnew()
    {
        await _api.AddPumpAsync();
        await ZoneAsync("Asia/Tokyo");
        await _api.AskAsync(QuestionApi.Pump);

        await ZoneAsync("Asia/Seoul");

        (await _api.IsCachedAsync()).ShouldBeFalse("the two have the same time, but not the same rules");
    }

    [Fact]
    public async Task Query_OtherModel_IsAnsweredAnew()
    {
        await _api.AddPumpAsync();
        await _api.AskAsync(QuestionApi.Pump);

        _api.Chat.Id = "another";

        (await _api.IsCachedAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Query_OtherFilter_IsAnsweredAnew()
    {
        await _api.AddPumpAsync();
        await _api.AskAsync(QuestionApi.Pump, filters: new { sender = "ben" });

        (await _api.IsCachedAsync()).ShouldBeFalse();
        (await _api.IsCachedAsync(filters: new { sender = "ben" })).ShouldBeTrue();
    }

    [Fact]
    public async Task Query_OtherUser_GetsNothingOfIt()
    {
        await _api.AddPumpAsync();
        await _api.AskAsync(QuestionApi.Pump);

        var answer = await _api.AskAsync(QuestionApi.Pump, token: _api.Mail.MallorysToken);

        answer.GetProperty("metadata").GetProperty("cached").GetBoolean().ShouldBeFalse();
        answer.GetProperty("answer").GetString().ShouldBe(AskQuestion.NotFoundText);
        answer.GetProperty("sources").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Query_InAConversation_IsNotMixedWithTheSameQuestionOutsideOfIt()
    {
        await _api.AddPumpAsync();
        await _api.AskAsync("Who sells the pump?", "talk");
        await _api.AskAsync(QuestionApi.Pump);

        (await _api.IsCachedAsync(conversation: "talk")).ShouldBeFalse();
    }

    [Fact]
    public async Task Query_FiftyAtOnce_RunsOnce()
    {
        await _api.AddPumpAsync();
        var gate = new TaskCompletionSource();
        _api.Chat.Say = async (prompt, stop) =>
        {
            await gate.Task.WaitAsync(stop);
            return "It costs 500. [1]";
        };
        var all = Enumerable.Range(0, 50).Select(_ => _api.AskAsync(QuestionApi.Pump)).ToList();
        gate.SetResult();

        var answers = await Task.WhenAll(all);

        answers.ShouldAllBe(static a => a.GetProperty("answer").GetString() == "It costs 500. [1]");
        _api.Chat.Prompts.Count.ShouldBe(1);
        (await _api.HistoryAsync("?limit=100")).Count.ShouldBe(50);
    }

    [Fact]
    public async Task Query_CacheSwitchedOff_IsAnsweredAnewEachTime()
    {
        await using var off = await QuestionApi.StartAsync(static s => s.AddSingleton(new AnswerSettings { CachedAnswers = 0 }));
        await off.AddPumpAsync();

        (await off.IsCachedAsync()).ShouldBeFalse();
        (await off.IsCachedAsync()).ShouldBeFalse();
        off.Chat.Prompts.Count.ShouldBe(2);
    }

    private Task<User?> ZoneAsync(string zone) =>
        _api.Mail.Get<IUserStore>().UpdateAsync(_api.Mail.Anna, user => user with { Zone = zone }, Cancellation);

    private Task<(Owner Owner, Core.Accounts.Sessions.StartedSession Session, string Token)> SignInAgainAsync() =>
        _api.Mail.Api.SignInAsync("anna");
}
