using System.Net;
using System.Text.Json;
using InboxMind.Api.Tests.Emails;
using InboxMind.Api.Tests.Rag;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Import;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Admin;

public sealed class AdminStatsTests : IAsyncLifetime
{
    private AdminApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AdminApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Stats_Scope_CountsItsOwnOnly()
    {
        await ImportAsync("user-a");

        var ofA = await _api.GetAsync("/api/v1/admin/stats", _api.AdminOfA);
        var ofB = await _api.GetAsync("/api/v1/admin/stats", _api.AdminOfB);
        var all = await _api.GetAsync("/api/v1/admin/stats", _api.Operator);

        Number(ofA, "users", "total").ShouldBe(2);
        Number(all, "users", "total").ShouldBe(5);
        Number(ofA, "mail", "messages").ShouldBePositive();
        Number(ofA, "index", "indexed").ShouldBe(Number(ofA, "mail", "messages"));
        Number(ofA, "index", "bytes").ShouldBePositive();
        Number(ofA, "mailboxes", "imported").ShouldBe(1);
        foreach (var (group, name)
            in (IEnumerable<(string, string)>)[("mail", "messages"), ("index", "chunks"), ("index", "bytes"), ("mailboxes", "imported")])
        {
            Number(ofB, group, name).ShouldBe(0, name);
            Number(all, group, name).ShouldBe(Number(ofA, group, name), name);
        }

        ofA.GetProperty("queues").ValueKind.ShouldBe(JsonValueKind.Null);
        ofA.GetProperty("storage").ValueKind.ShouldBe(JsonValueKind.Null);
        Number(all, "storage", "used_bytes").ShouldBeGreaterThan(Number(ofA, "index", "bytes"));
    }

    [Fact]
    public async Task Stats_Queues_TellDepthAgeAndPoison()
    {
        var queue = _api.Api.Get<IWorkQueue>();
        await queue.SendAsync(WorkQueues.IndexMail, ["{}", "{}"], Cancellation);
        _api.Api.Time.Advance(TimeSpan.FromMinutes(3));

        var index = (await _api.GetAsync("/api/v1/admin/stats", _api.Operator)).GetProperty("queues")[0];

        index.GetProperty("queue").GetString().ShouldBe("index-mail");
        index.GetProperty("waiting").GetInt64().ShouldBe(2);
        index.GetProperty("age_seconds").GetInt64().ShouldBe(180);
        index.GetProperty("poisoned").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Stats_Questions_TellHowTheyEndedWithinTheScope()
    {
        var chat = new ScriptedChat();
        await using var api = await AdminApi.StartAsync(services => services.AddSingleton<IChatModels>(chat)
            .AddSingleton(new AnswerSettings { QuestionsPerDay = 3, HistoryDays = 0 }));
        var letter = Path.Combine(api.Api.Data, "letter.eml");
        await File.WriteAllTextAsync(letter, MailApi.Letter("Pump", 1, "The pump costs 500 euros."), Cancellation);
        await api.Api.Get<ImportMail>().ImportAsync(
            new Owner(new UserId("user-a")), MailFiles.Open([letter]), new ImportProgress(), Cancellation);

        (await AskAsync(api, QuestionApi.Pump)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(api, QuestionApi.Pump)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(api, "zxquokka")).ShouldBe(HttpStatusCode.OK);
        chat.Say = static (_, _) => throw new ModelUnavailableException("It is away.");
        (await AskAsync(api, "pump price")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        chat.Say = static (prompt, _) => Task.FromResult($"{prompt.Sources[0].Text} [1]");
        (await AskAsync(api, "pump price")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(api, "pump cost")).ShouldBe(HttpStatusCode.TooManyRequests);

        var ofA = (await api.GetAsync("/api/v1/admin/stats", api.AdminOfA)).GetProperty("questions").GetProperty("last_24_hours");
        Outcomes(ofA).ShouldBe((6, 2, 1, 1, 1, 1));
        ofA.GetProperty("median_ms").GetDouble().ShouldBePositive();
        ofA.GetProperty("p95_ms").GetDouble().ShouldBeGreaterThanOrEqualTo(ofA.GetProperty("median_ms").GetDouble());
        var ofB = (await api.GetAsync("/api/v1/admin/stats", api.AdminOfB)).GetProperty("questions").GetProperty("kept");
        Outcomes(ofB).ShouldBe((0, 0, 0, 0, 0, 0));
        ofB.GetProperty("median_ms").ValueKind.ShouldBe(JsonValueKind.Null);

        api.Api.Time.Advance(TimeSpan.FromHours(26));
        var later = await QuestionsAsync(api);
        Outcomes(later.GetProperty("last_24_hours")).ShouldBe((0, 0, 0, 0, 0, 0));
        Outcomes(later.GetProperty("kept")).ShouldBe((6, 2, 1, 1, 1, 1));

        api.Api.Time.Advance(CountQuestions.Kept);
        await api.Api.Get<ForgetOldQuestions>().ForgetAsync(Cancellation);
        Outcomes((await QuestionsAsync(api)).GetProperty("kept")).ShouldBe((0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Poisoned_Item_IsListedAndPutBack()
    {
        var queue = _api.Api.Get<IWorkQueue>();
        await queue.SendAsync(WorkQueues.SyncMailbox, ["""{"user":"user-a","mailbox":"m"}"""], Cancellation);
        for (var i = 0; i <= WorkQueues.MaxDequeueCount; i++)
        {
            await queue.ReceiveAsync(WorkQueues.SyncMailbox, 1, TimeSpan.FromSeconds(1), Cancellation);
            _api.Api.Time.Advance(TimeSpan.FromSeconds(2));
        }

        var item = (await _api.GetAsync("/api/v1/admin/work/poisoned", _api.Operator)).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem();
        item.GetProperty("queue").GetString().ShouldBe("sync-mailbox");
        var path = $"/api/v1/admin/work/poisoned/sync-mailbox/{item.GetProperty("id")}/requeue";
        (await _api.StatusAsync(HttpMethod.Post, path, _api.AdminOfA)).ShouldBe(HttpStatusCode.Forbidden);
        (await _api.StatusAsync(HttpMethod.Post, path.Replace("sync-mailbox", "index-mail"), _api.Operator))
            .ShouldBe(HttpStatusCode.NotFound);
        (await _api.StatusAsync(HttpMethod.Post, path, _api.Operator)).ShouldBe(HttpStatusCode.NoContent);

        (await _api.StatusAsync(HttpMethod.Post, path, _api.Operator)).ShouldBe(HttpStatusCode.NotFound);
        (await queue.CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(1);
        (await _api.GetAsync("/api/v1/admin/work/poisoned?queue=sync-mailbox", _api.Operator)).GetProperty("items").GetArrayLength()
            .ShouldBe(0);
    }

    [Theory]
    [InlineData("queue=other", "queue")]
    [InlineData("limit=0", "limit")]
    public async Task Poisoned_WrongValue_NamesIt(string query, string field) =>
        (await _api.ErrorsAsync(HttpMethod.Get, $"/api/v1/admin/work/poisoned?{query}", _api.Operator)).ShouldBe([field]);

    private static (long, long, long, long, long, long) Outcomes(JsonElement period) => (
        period.GetProperty("asked").GetInt64(), period.GetProperty("answered").GetInt64(), period.GetProperty("not_found").GetInt64(),
        period.GetProperty("repeated").GetInt64(), period.GetProperty("failed").GetInt64(), period.GetProperty("refused").GetInt64());

    /// <summary>Tokens do not last as long as these tests.</summary>
    private static async Task<JsonElement> QuestionsAsync(AdminApi api) => (await api.GetAsync(
        "/api/v1/admin/stats", await api.AddAsync($"boss-{Guid.NewGuid():N}", AdminApi.A, Role.Admin))).GetProperty("questions");

    private static Task<HttpStatusCode> AskAsync(AdminApi api, string question) =>
        api.StatusAsync(HttpMethod.Post, "/api/v1/rag/query", api.User, new { query = question });

    private static long Number(JsonElement stats, string group, string name) => stats.GetProperty(group).GetProperty(name).GetInt64();

    private Task<ImportSummary> ImportAsync(string user) => _api.Api.Get<ImportMail>().ImportAsync(
        new Owner(new UserId(user)), MailFiles.Open([Path.Combine(SampleMailbox.Folder, "Sent")]), new ImportProgress(),
        Cancellation);
}
