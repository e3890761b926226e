using System.Text.Json;
using InboxMind.Core.Audit;
using Microsoft.Data.Sqlite;

namespace InboxMind.Api.Tests.Admin;

public sealed class AdminAuditTests : IAsyncLifetime
{
    private const string Path = "/api/v1/admin/audit-logs";

    private AdminApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await AdminApi.StartAsync();
        await AppendAsync(AdminApi.A, AuditKind.SignIn, "user-a");
        await AppendAsync(AdminApi.A, AuditKind.SignIn, "boss-a", AuditOutcome.Refused);
        await AppendAsync(AdminApi.B, AuditKind.SignIn, "user-b");
        _api.Api.Time.Advance(TimeSpan.FromMinutes(5));
        await AppendAsync(AdminApi.A, AuditKind.RoleChanged, "boss-a", subject: "user-a");
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task List_Admin_SeesTheOrganisationOnlyTheNewestFirst()
    {
        var entries = await EntriesAsync("", _api.AdminOfA);

        entries.Where(static e => e.GetProperty("event").GetString() != "admin_access")
            .Select(static e =>
                (e.GetProperty("event").GetString(), e.GetProperty("actor_id").GetString(), e.GetProperty("outcome").GetString()))
            .ShouldBe([("role_changed", "boss-a", "done"), ("sign_in", "boss-a", "refused"), ("sign_in", "user-a", "done")]);
        entries.ShouldAllBe(static e => e.GetProperty("organisation").GetString() == "a.example");
    }

    [Theory]
    [InlineData("user=user-b")]
    [InlineData("user=user-b&event=sign_in")]
    [InlineData("organisation=b.example&event=sign_in&user=user-b")]
    public async Task List_AnotherOrganisationsUser_FindsNothing(string query)
    {
        (await EntriesAsync(query, _api.AdminOfA)).ShouldBeEmpty();
        (await EntriesAsync("user=user-b", _api.Operator)).ShouldHaveSingleItem().GetProperty("organisation").GetString()
            .ShouldBe("b.example");
    }

    [Theory]
    [InlineData("user=user-a", 2)]
    [InlineData("event=sign_in", 2)]
    [InlineData("event=sign_in&outcome=refused", 1)]
    [InlineData("outcome=refused", 1)]
    [InlineData("event=role_changed&from=2026-03-01T09:05:00Z", 1)]
    [InlineData("event=sign_in&from=2026-03-01T09:05:00Z", 0)]
    [InlineData("to=2026-03-01T09:05:00Z", 2)]
    [InlineData("to=2026-03-01T10:05:00%2B01:00", 2)]
    [InlineData("event=export", 0)]
    public async Task List_Filter_KeepsTheOthersOut(string query, int expected) =>
        (await EntriesAsync(query, _api.AdminOfA)).Count.ShouldBe(expected);

    [Theory]
    [InlineData("user=../x", "user")]
    [InlineData("event=nothing", "event")]
    [InlineData("event=0", "event")]
    [InlineData("outcome=maybe", "outcome")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-13-01T00:00:00Z", "to")]
    [InlineData("limit=1000", "limit")]
    [InlineData("next=abc", "next")]
    [InlineData("format=csv", "format")]
    [InlineData("include_total=2", "include_total")]
    public async Task List_WrongValue_NamesIt(string query, string field) =>
        (await _api.ErrorsAsync(HttpMethod.Get, $"{Path}?{query}", _api.AdminOfA)).ShouldBe([field]);

    [Fact]
    public async Task List_Pages_GiveEachEntryOnce()
    {
        for (var i = 0; i < 10; i++)
            await AppendAsync(i % 2 == 0 ? AdminApi.A : AdminApi.B, AuditKind.SignOut, "user-a");
        var seen = new List<string>();
        string? next = null;
        do
        {
            var cursor = next is null ? "" : $"&next={next}";
            var page = await _api.GetAsync($"{Path}?event=sign_out&limit=3&include_total=true{cursor}", _api.Operator);
            page.GetProperty("total").GetInt64().ShouldBe(10);
            seen.AddRange(page.GetProperty("entries").EnumerateArray()
                .Select(static e => $"{e.GetProperty("organisation")} {e.GetProperty("number")}"));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        seen.Count.ShouldBe(10);
        seen.ShouldBeUnique();
    }

    [Theory]
    [InlineData("?format=ndjson", null)]
    [InlineData("", "application/x-ndjson")]
    public async Task List_AsNdjson_GivesEveryEntryOnALine(string query, string? accept)
    {
        for (var i = 0; i < 1_100; i++)
            await AppendAsync(AdminApi.A, AuditKind.SignOut, "user-a");
        using var response = await _api.Api.SendAsync(HttpMethod.Get, Path + query, _api.AdminOfA, accept: accept);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var lines = (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static l => JsonSerializer.Deserialize<JsonElement>(l)).ToList();
        lines.Count(static l => l.GetProperty("event").GetString() == "sign_out").ShouldBe(1_100);
        lines.Select(static l => l.GetProperty("number").GetInt64()).ShouldBeUnique();
        lines.ShouldAllBe(static l => l.GetProperty("organisation").GetString() == "a.example");
    }

    [Fact]
    public async Task Verification_ChangedEntry_ShowsWhereItBreaks()
    {
        (await _api.GetAsync($"{Path}/verification", _api.AdminOfA)).GetProperty("valid").GetBoolean().ShouldBeTrue();
        await using (var connection = new SqliteConnection($"Data Source={_api.Api.Data}/inboxmind.db;Pooling=false"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE audit_entry SET detail = 'forged' WHERE organisation = 'a.example' AND seq = 2";
            (await command.ExecuteNonQueryAsync(Cancellation)).ShouldBe(1);
        }

        var ofA = await _api.GetAsync($"{Path}/verification", _api.AdminOfA);
        ofA.GetProperty("valid").GetBoolean().ShouldBeFalse();
        ofA.GetProperty("chains").GetInt64().ShouldBe(1);
        ofA.GetProperty("broken")[0].GetProperty("first_broken").GetInt64().ShouldBe(2);
        (await _api.GetAsync($"{Path}/verification", _api.AdminOfB)).GetProperty("valid").GetBoolean().ShouldBeTrue();
        (await _api.GetAsync($"{Path}/verification", _api.Operator)).GetProperty("broken").GetArrayLength().ShouldBe(1);
    }

    private async Task<List<JsonElement>> EntriesAsync(string query, string token) =>
        [.. (await _api.GetAsync($"{Path}?{query}", token)).GetProperty("entries").EnumerateArray()];

    private Task AppendAsync(
        OrganisationId organisation, AuditKind kind, string actor, AuditOutcome outcome = AuditOutcome.Done, string? subject = null) =>
        _api.Api.Get<IAuditLog>().AppendAsync(
            new AuditEvent
            {
                Kind = kind,
                Organisation = organisation,
                Actor = new UserId(actor),
                Subject = subject is null ? null : new UserId(subject),
                Outcome = outcome,
                Origin = new RequestOrigin("r", "192.0.2.7", "test"),
            },
            Cancellation);
}
