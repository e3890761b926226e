using System.Net;
using System.Text.Json;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Rag;

public sealed class HistoryTests : IAsyncLifetime
{
    private const string Path = "/api/v1/rag/queries";

    private QuestionApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await QuestionApi.StartAsync();
        await _api.AddPumpAsync();
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Queries_Asked_HoldQuestionAnswerSourcesAndTimes()
    {
        var answer = await _api.AskAsync(QuestionApi.Pump);
        await _api.AskAsync(QuestionApi.Pump);

        var history = await _api.HistoryAsync();

        history.Count.ShouldBe(2);
        history.Count(static h => h.GetProperty("cached").GetBoolean()).ShouldBe(1);
        var first = history.Single(static h => !h.GetProperty("cached").GetBoolean());
        first.GetProperty("query").GetString().ShouldBe(QuestionApi.Pump);
        first.GetProperty("answer").GetString().ShouldBe(answer.GetProperty("answer").GetString());
        first.GetProperty("found").GetBoolean().ShouldBeTrue();
        first.GetProperty("sources")[0].GetString().ShouldBe(answer.GetProperty("sources")[0].GetProperty("email_id").GetString());
        first.GetProperty("asked_at").GetDateTimeOffset().ShouldBe(_api.Mail.Api.Time.GetUtcNow());
        first.GetProperty("conversation_id").GetString()
            .ShouldBe(answer.GetProperty("metadata").GetProperty("conversation_id").GetString());
        first.GetProperty("stage_timings_ms").EnumerateObject().Count().ShouldBe(5);
    }

    [Fact]
    public async Task Queries_SkipAndTotal_PassOverAndCount()
    {
        var conversation = "";
        for (var i = 0; i < 4; i++)
        {
            var answer = await _api.AskAsync($"pump {i}", i == 3 ? conversation : null);
            conversation = answer.GetProperty("metadata").GetProperty("conversation_id").GetString();
            _api.Mail.Api.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var page = await _api.Mail.JsonAsync($"{Path}?skip=1&limit=2&include_total=true");
        page.GetProperty("total").GetInt64().ShouldBe(4);
        page.GetProperty("queries").EnumerateArray().Select(static q => q.GetProperty("query").GetString()).ShouldBe(["pump 2", "pump 1"]);
        (await _api.Mail.JsonAsync($"{Path}?skip=1000")).GetProperty("queries").GetArrayLength().ShouldBe(0);
        (await _api.Mail.JsonAsync(Path)).GetProperty("total").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _api.Mail.JsonAsync($"{Path}?conversation_id={conversation}&include_total=true")).GetProperty("total").GetInt64()
            .ShouldBe(2);
        using var wrong = await _api.Mail.SendAsync(HttpMethod.Get, $"{Path}?skip=1001");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Queries_PageByPage_GivesEachOnceNewestFirst()
    {
        for (var i = 0; i < 5; i++)
        {
            await _api.AskAsync($"pump {i}");
            _api.Mail.Api.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var seen = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = await _api.Mail.JsonAsync($"{Path}?limit=2{(next.Length > 0 ? $"&next={next}" : "")}");
            seen.AddRange(page.GetProperty("queries").EnumerateArray().Select(static q => q.GetProperty("query").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        seen.ShouldBe(["pump 4", "pump 3", "pump 2", "pump 1", "pump 0"]);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("next=abc", "next")]
    [InlineData("next=MS54eXo", "next")]
    [InlineData("conversation_id=a%20b", "conversation_id")]
    public async Task Queries_WrongParameter_NamesIt(string query, string field)
    {
        using var response = await _api.Mail.SendAsync(HttpMethod.Get, $"{Path}?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation))
            .GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET", Path)]
    [InlineData("DELETE", Path)]
    [InlineData("DELETE", $"{Path}/0")]
    public async Task Queries_WithoutToken_IsUnauthorized(string method, string path)
    {
        using var response = await _api.Mail.Api.SendAsync(new HttpMethod(method), path);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Queries_AnotherUser_ReadsAndErasesNothing()
    {
        await _api.AskAsync(QuestionApi.Pump, "talk");
        var id = (await _api.HistoryAsync())[0].GetProperty("id").GetString();
        var mallory = _api.Mail.MallorysToken;

        (await _api.HistoryAsync(token: mallory)).ShouldBeEmpty();
        (await _api.HistoryAsync("?conversation_id=talk", mallory)).ShouldBeEmpty();
        using (var one = await _api.Mail.SendAsync(HttpMethod.Delete, $"{Path}/{id}", mallory))
            one.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var all = await _api.Mail.SendAsync(HttpMethod.Delete, Path, mallory))
            all.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await _api.AskAsync("And when?", "talk", mallory);

        _api.Chat.Prompts.Count.ShouldBe(1, "the foreign conversation gave no words to look for");
        (await _api.HistoryAsync("?conversation_id=talk")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Delete_OneAndAll_ErasesThem()
    {
        for (var i = 0; i < 3; i++)
            await _api.AskAsync($"pump {i}");
        var id = (await _api.HistoryAsync())[0].GetProperty("id").GetString();

        using (var one = await _api.Mail.SendAsync(HttpMethod.Delete, $"{Path}/{id}"))
            one.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _api.HistoryAsync()).Count.ShouldBe(2);
        using (var again = await _api.Mail.SendAsync(HttpMethod.Delete, $"{Path}/{id}"))
            again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var all = await _api.Mail.SendAsync(HttpMethod.Delete, Path))
            all.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _api.HistoryAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Queries_CitedMailDeleted_QuoteItNoMore()
    {
        var answer = await _api.AskAsync(QuestionApi.Pump);
        var email = answer.GetProperty("sources")[0].GetProperty("email_id").GetString();

        using (var deleted = await _api.Mail.SendAsync(HttpMethod.Delete, $"/api/v1/emails/{email}"))
            deleted.IsSuccessStatusCode.ShouldBeTrue();

        var asked = (await _api.HistoryAsync()).ShouldHaveSingleItem();
        asked.GetProperty("answer").ValueKind.ShouldBe(JsonValueKind.Null);
        asked.GetProperty("sources").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Query_FollowUp_IsUnderstoodWithWhatWasAskedBefore()
    {
        var first = await _api.AskAsync("What does the pump cost?");
        var conversation = first.GetProperty("metadata").GetProperty("conversation_id").GetString();

        var second = await _api.AskAsync("And who says it?", conversation);

        second.GetProperty("metadata").GetProperty("found").GetBoolean().ShouldBeTrue();
        second.GetProperty("metadata").GetProperty("conversation_id").GetString().ShouldBe(conversation);
        var prompt = _api.Chat.Prompts.Last();
        prompt.Question.ShouldBe("And who says it?");
        prompt.Earlier.ShouldNotBeNull().Single().Question.ShouldBe("What does the pump cost?");
        prompt.Earlier!.Single().Answer.ShouldNotBeNull().ShouldContain("500 euros");
        (await _api.HistoryAsync($"?conversation_id={conversation}")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Query_FollowUpAfterTheMailWasDeleted_DoesNotQuoteTheOldAnswer()
    {
        var cited = await _api.AddPumpAsync("The pump of plant seven costs 900 euros.", minute: 3);
        _api.Chat.Say = static (prompt, _) => Task.FromResult(
            $"It says: 900 euros [{prompt.Sources.First(static s => s.Text.Contains("900", StringComparison.Ordinal)).N}]");
        await _api.AskAsync("What does the pump of plant seven cost?", "talk");
        await _api.Mail.Get<Core.Deletion.DeleteMail>().DeleteAsync(_api.Mail.Anna, [cited], Cancellation);
        _api.Chat.Say = static (_, _) => Task.FromResult("NOT_FOUND");

        await _api.AskAsync("And when?", "talk");

        _api.Chat.Prompts.Last().Earlier.ShouldNotBeNull().Single().Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Query_UnknownConversation_BeginsOneOfThatName()
    {
        var answer = await _api.AskAsync(QuestionApi.Pump, "new-one_1");

        answer.GetProperty("metadata").GetProperty("conversation_id").GetString().ShouldBe("new-one_1");
        _api.Chat.Prompts.Single().Earlier.ShouldBeNull();
    }

    [Fact]
    public async Task ForgetOldQuestions_OlderThanTheHistoryReaches_AreErased()
    {
        await _api.AskAsync("pump old");
        _api.Mail.Api.Time.Advance(TimeSpan.FromDays(365) + TimeSpan.FromMinutes(1));
        var (_, _, token) = await _api.Mail.Api.SignInAsync("anna");
        await _api.AskAsync("pump new", token: token);

        (await _api.Mail.Get<ForgetOldQuestions>().ForgetAsync(Cancellation)).ShouldBe(1);

        (await _api.HistoryAsync(token: token)).ShouldHaveSingleItem().GetProperty("query").GetString().ShouldBe("pump new");
    }

    [Fact]
    public async Task Query_HistorySwitchedOff_KeepsNothing()
    {
        await using var off = await QuestionApi.StartAsync(static s => s.AddSingleton(new AnswerSettings { HistoryDays = 0 }));
        await off.AddPumpAsync();

        await off.AskAsync(QuestionApi.Pump);

        (await off.HistoryAsync()).ShouldBeEmpty();
    }
}
