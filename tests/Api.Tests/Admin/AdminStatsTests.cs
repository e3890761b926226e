using System.Net;
using System.Text.Json;
using InboxMind.Core.Accounts;
using InboxMind.Core.Import;
using InboxMind.Core.Work;

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
        Number(ofA, "index", "chunks").ShouldBePositive();
        Number(ofA, "index", "bytes").ShouldBePositive();
        Number(ofA, "mailboxes", "imported").ShouldBe(1);
        foreach (var (group, name) in (IEnumerable<(string, string)>)[("mail", "messages"), ("index", "chunks"), ("index", "bytes"), ("mailboxes", "imported")])
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
    public async Task Poisoned_Item_IsListedAndPutBack()
    {
        var queue = _api.Api.Get<IWorkQueue>();
        await queue.SendAsync(WorkQueues.SyncMailbox, ["""{"user":"user-a","mailbox":"m"}"""], Cancellation);
        for (var i = 0; i <= WorkQueues.MaxDequeueCount; i++)
        {
            await queue.ReceiveAsync(WorkQueues.SyncMailbox, 1, TimeSpan.FromSeconds(1), Cancellation);
            _api.Api.Time.Advance(TimeSpan.FromSeconds(2));
        }

        var item = (await _api.GetAsync("/api/v1/admin/work/poisoned", _api.Operator)).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        item.GetProperty("queue").GetString().ShouldBe("sync-mailbox");
        var path = $"/api/v1/admin/work/poisoned/sync-mailbox/{item.GetProperty("id")}/requeue";
        (await _api.StatusAsync(HttpMethod.Post, path, _api.AdminOfA)).ShouldBe(HttpStatusCode.Forbidden);
        (await _api.StatusAsync(HttpMethod.Post, path.Replace("sync-mailbox", "index-mail"), _api.Operator)).ShouldBe(HttpStatusCode.NotFound);
        (await _api.StatusAsync(HttpMethod.Post, path, _api.Operator)).ShouldBe(HttpStatusCode.NoContent);

        (await _api.StatusAsync(HttpMethod.Post, path, _api.Operator)).ShouldBe(HttpStatusCode.NotFound);
        (await queue.CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(1);
        (await _api.GetAsync("/api/v1/admin/work/poisoned?queue=sync-mailbox", _api.Operator)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("queue=other", "queue")]
    [InlineData("limit=0", "limit")]
    public async Task Poisoned_WrongValue_NamesIt(string query, string field) =>
        (await _api.ErrorsAsync(HttpMethod.Get, $"/api/v1/admin/work/poisoned?{query}", _api.Operator)).ShouldBe([field]);

    private static long Number(JsonElement stats, string group, string name) => stats.GetProperty(group).GetProperty(name).GetInt64();

    private Task<ImportSummary> ImportAsync(string user) => _api.Api.Get<ImportMail>().RunAsync(
        new Tenant(new UserId(user)), MailFiles.Open([Path.Combine(AppContext.BaseDirectory, "samples", "mailbox", "Sent")]), new ImportProgress(),
        Cancellation);
}
