using System.Net;
using System.Text.Json;
using InboxMind.Api.Tests.Emails;

namespace InboxMind.Api.Tests.Mailboxes;

[ThroughFunctions]
public sealed class SetAsideTests : IAsyncLifetime
{
    private const string Path = "/api/v1/mailboxes/imported/set-aside";

    private MailApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await MailApi.StartAsync();
        await _api.Get<IMailboxStore>().SaveAsync(_api.Anna, new Mailbox(MailboxId.Imported, MailboxKind.Import, "Imported"), Cancellation);
        for (var i = 0; i < 5; i++)
        {
            var id = new EmailId(new string((char)('a' + i), EmailId.Length));
            await _api.Get<IMailStore>().SetAsideAsync(
                _api.Anna,
                new SetAsideMail(id, MailboxId.Imported, $"old.mbox, mail {i}", "it has no header", _api.Api.Time.GetUtcNow()
                    .AddMinutes(i)),
                "zqsecret"u8.ToArray(), Cancellation);
        }
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task List_PageByPage_TellsWhereWhyAndWhenButNoBytes()
    {
        var seen = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var page = await _api.JsonAsync($"{Path}?limit=2&include_total=true&next={next}");
            page.GetProperty("total").GetInt64().ShouldBe(5);
            seen.AddRange(page.GetProperty("mails").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        seen.Select(static m => m.GetProperty("source").GetString())
            .ShouldBe([.. Enumerable.Range(0, 5).Reverse().Select(static i => $"old.mbox, mail {i}")]);
        seen[0].GetProperty("reason").GetString().ShouldBe("it has no header");
        seen[0].GetProperty("at").GetDateTimeOffset().ShouldBe(_api.Api.Time.GetUtcNow().AddMinutes(4));
        seen.ShouldAllBe(static m => !m.GetRawText().Contains("zqsecret"));
        (await _api.JsonAsync($"{Path}?skip=4")).GetProperty("mails").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("skip=1001", "skip")]
    [InlineData("next=AAAA", "next")]
    [InlineData("include_total=1", "include_total")]
    public async Task List_WrongValue_NamesIt(string query, string field)
    {
        using var response = await _api.SendAsync(HttpMethod.Get, $"{Path}?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("errors")
            .EnumerateObject()
            .Select(static e => e.Name).ShouldBe([field]);
    }

    [Fact]
    public async Task List_MailboxOfAnotherOrNone_IsNotFound()
    {
        using var others = await _api.SendAsync(HttpMethod.Get, Path, _api.MallorysToken);
        using var none = await _api.SendAsync(HttpMethod.Get, "/api/v1/mailboxes/nothing/set-aside");

        others.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
