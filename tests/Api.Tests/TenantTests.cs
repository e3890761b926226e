using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InboxMind.Api.Tests.Auth;
using InboxMind.Api.Tests.Mailboxes;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Connecting;
using InboxMind.Core.Counting;
using InboxMind.Core.Import;
using InboxMind.Core.Search;
using InboxMind.Core.Sync;
using InboxMind.Providers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests;

/// <summary>Mallory tries every route on the things of Victoria, who belongs to another organisation. A route without an attempt fails
/// the tests.</summary>
public sealed class OwnerTests : IAsyncLifetime
{
    private const string Victim = "victoria";
    private const string Word = "zxquokka";
    private const string Talk = "victorias-talk";
    private const string Host = "imap.example.com";

    /// <summary>The attempts, by route. Each gives the answer, which may be of any status but tells nothing of Victoria.</summary>
    private static readonly Dictionary<string, Func<OwnerTests, Task<HttpResponseMessage>>> Attempts = new()
    {
        ["GET /api/v1/oauth/{provider}"] = static t => t.SendAsync(
            HttpMethod.Get, $"/api/v1/oauth/google?intent=link&user={Victim}", cookie: $"inboxmind_session={t.Stolen}"),
        ["GET /api/v1/oauth/{provider}/callback"] = static t => t.FinishSignInOfVictimAsync(),
        ["POST /api/v1/auth/refresh"] = static t => t.SendAsync(HttpMethod.Post, "/api/v1/auth/refresh", new { refresh_token = t.Stolen }),
        ["GET /api/v1/auth/local"] = static t => t.SendAsync(HttpMethod.Get, $"/api/v1/auth/local?code={t.Stolen[^43..]}"),
        ["GET /api/v1/assistants/authorize"] = static t => t.SendAsync(
            HttpMethod.Get, $"/api/v1/assistants/authorize?user={Victim}", cookie: $"inboxmind_session={t.Stolen}"),
        ["POST /api/v1/assistants/authorize"] = static t => t.SendAsync(
            HttpMethod.Post, $"/api/v1/assistants/authorize?user={Victim}", new { answer = "allow" },
            $"inboxmind_session={t.Stolen}"),
        ["POST /api/v1/assistants/token"] = static t => t.SendAsync(
            HttpMethod.Post, "/api/v1/assistants/token", new { grant_type = "refresh_token", refresh_token = t.Stolen }),
        ["POST /api/v1/assistants/revoke"] = static t => t.SendAsync(
            HttpMethod.Post, "/api/v1/assistants/revoke", new { token = t.Stolen }),
        ["POST /api/v1/assistants/register"] = static t => t.SendAsync(
            HttpMethod.Post, "/api/v1/assistants/register", new { redirect_uris = new[] { "https://mallory.example/" }, user = Victim }),
        ["POST /api/v1/auth/logout"] = static t =>
            t.SendAsync(HttpMethod.Post, "/api/v1/auth/logout", new { session = t._session.Session.Id.Value }),
        ["GET /api/v1/auth/me"] = static t => t.SendAsync(HttpMethod.Get, $"/api/v1/auth/me?id={Victim}"),
        ["GET /api/v1/account/sessions"] = static t => t.SendAsync(HttpMethod.Get, $"/api/v1/account/sessions?user={Victim}"),
        ["DELETE /api/v1/account/sessions"] = static t => t.SendAsync(HttpMethod.Delete, $"/api/v1/account/sessions?user={Victim}"),
        ["DELETE /api/v1/account/sessions/{id}"] = static t => t.NotFoundAsync($"/api/v1/account/sessions/{t._session.Session.Id}"),
        ["DELETE /api/v1/account/identities/{provider}/{subject}"] = static t =>
            t.NotFoundAsync("/api/v1/account/identities/google/victoria-at-google"),
        ["GET /api/v1/mailboxes"] = static t => t.ListMailboxesAsync(),
        ["POST /api/v1/mailboxes"] = static t => t.SendAsync(
            HttpMethod.Post, "/api/v1/mailboxes", new { host = Host, port = 993, user = "boss", password = "mallorys" }),
        ["DELETE /api/v1/mailboxes/{id}"] = static t => t.NotFoundAsync($"/api/v1/mailboxes/{t._mailbox.Id}"),
        ["GET /api/v1/mailboxes/{id}"] = static t => t.NotFoundAsync($"/api/v1/mailboxes/{t._mailbox.Id}", HttpMethod.Get),
        ["PATCH /api/v1/mailboxes/{id}"] = static t => t.NotFoundAsync(
            $"/api/v1/mailboxes/{t._mailbox.Id}", HttpMethod.Patch, new { sync_enabled = false }),
        ["GET /api/v1/mailboxes/{id}/sync"] = static t => t.NotFoundAsync($"/api/v1/mailboxes/{t._mailbox.Id}/sync", HttpMethod.Get),
        ["POST /api/v1/mailboxes/{id}/sync"] = static t => t.NotFoundAsync($"/api/v1/mailboxes/{t._mailbox.Id}/sync", HttpMethod.Post),
        ["GET /api/v1/mailboxes/{id}/set-aside"] = static t => t.NotFoundAsync(
            $"/api/v1/mailboxes/{t._mailbox.Id}/set-aside?include_total=true&user={Victim}", HttpMethod.Get),
        ["GET /api/v1/emails/sync/status"] = static t => t.SendAsync(HttpMethod.Get, $"/api/v1/emails/sync/status?user={Victim}"),
        ["POST /api/v1/emails/sync"] = static t => t.SendAsync(HttpMethod.Post, $"/api/v1/emails/sync?user={Victim}"),
        ["GET /api/v1/emails"] = static t =>
            t.EmptyAsync($"/api/v1/emails?q={Word}&sender=a@victim.example&thread_id={t._mail.Thread}&user={Victim}&include_total=true"),
        ["GET /api/v1/emails/search"] = static t => t.NoneAsync($"/api/v1/emails/search?q={Word}&user={Victim}", "results"),
        ["GET /api/v1/emails/count"] = static t => t.CountNoneAsync($"/api/v1/emails/count?q={Word}&user={Victim}"),
        ["GET /api/v1/emails/waiting"] = static t => t.NoneAsync($"/api/v1/emails/waiting?on=me&user={Victim}", "threads"),
        ["GET /api/v1/people"] = static t => t.NoneAsync($"/api/v1/people?q=&all=true&user={Victim}", "people"),
        ["GET /api/v1/people/{person}"] = static t => t.NotFoundAsync("/api/v1/people/a@victim.example", HttpMethod.Get),
        ["GET /api/v1/people/merges"] = static t => t.NoneAsync($"/api/v1/people/merges?user={Victim}", "merges"),
        ["POST /api/v1/people/merges"] = static t => t.SendAsync(
            HttpMethod.Post, $"/api/v1/people/merges?user={Victim}", new { addresses = new[] { "m@evil.example", "n@evil.example" } }),
        ["DELETE /api/v1/people/merges/{id}"] = static t => t.NotFoundAsync($"/api/v1/people/merges/{t._merge.Id}"),
        ["GET /api/v1/emails/summary"] = static t => t.NoneAsync(
            $"/api/v1/emails/summary?date_from=2000-01-01&user={Victim}", "sources"),
        ["POST /api/v1/imports"] = static t => t.SendAsync(HttpMethod.Post, $"/api/v1/imports?name=mallorys.mbox&user={Victim}"),
        ["GET /api/v1/emails/{id}"] = static t => t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}", HttpMethod.Get),
        ["GET /api/v1/emails/{id}/raw"] = static t => t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}/raw", HttpMethod.Get),
        ["HEAD /api/v1/emails/{id}/raw"] = static t => t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}/raw", HttpMethod.Head),
        ["GET /api/v1/emails/{id}/text"] = static t => t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}/text", HttpMethod.Get),
        ["GET /api/v1/emails/{id}/recipients"] = static t =>
            t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}/recipients", HttpMethod.Get),
        ["GET /api/v1/emails/{id}/attachments"] = static t =>
            t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}/attachments", HttpMethod.Get),
        ["GET /api/v1/emails/{id}/attachments/{n}"] = static t =>
            t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}/attachments/1", HttpMethod.Get),
        ["GET /api/v1/emails/{id}/attachments/{n}/text"] = static t =>
            t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}/attachments/1/text", HttpMethod.Get),
        ["HEAD /api/v1/emails/{id}/attachments/{n}"] = static t =>
            t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}/attachments/1", HttpMethod.Head),
        ["DELETE /api/v1/emails/{id}"] = static t => t.NotFoundAsync($"/api/v1/emails/{t._mail.Message.Id}"),
        ["DELETE /api/v1/emails"] = static t => t.SendAsync(HttpMethod.Delete, $"/api/v1/emails?confirm=all&user={Victim}"),
        ["GET /api/v1/threads/{id}"] = static t => t.NotFoundAsync($"/api/v1/threads/{t._mail.Thread}", HttpMethod.Get),
        ["GET /api/v1/threads/{id}/summary"] = static t => t.NotFoundAsync($"/api/v1/threads/{t._mail.Thread}/summary", HttpMethod.Get),
        ["GET /api/v1/account"] = static t => t.SendAsync(HttpMethod.Get, $"/api/v1/account?id={Victim}"),
        ["PATCH /api/v1/account"] = static t =>
            t.SendAsync(HttpMethod.Patch, $"/api/v1/account?id={Victim}",
                new { id = Victim, zone = "Asia/Tokyo", redaction_policy = "secrets_only" }),
        ["DELETE /api/v1/account"] = static t => t.SendAsync(HttpMethod.Delete, $"/api/v1/account?confirm=erase&id={Victim}"),
        ["GET /api/v1/account/export"] = static t => t.SendAsync(HttpMethod.Get, $"/api/v1/account/export?id={Victim}"),
        ["GET /api/v1/admin/users"] = static t =>
            t.NoneAsync($"/api/v1/admin/users?q={Victim}&organisation=victim.example&include_total=true", "users"),
        ["PATCH /api/v1/admin/users/{id}"] = static t => t.NotFoundAsync(
            $"/api/v1/admin/users/{Victim}", HttpMethod.Patch, new { active = false, role = "admin", organisation = "evil.example" }),
        ["GET /api/v1/admin/stats"] = static t => t.SendAsync(HttpMethod.Get, $"/api/v1/admin/stats?organisation=victim.example"),
        ["GET /api/v1/admin/stats/days"] = static t => t.SendAsync(HttpMethod.Get, $"/api/v1/admin/stats/days?organisation=victim.example"),
        ["GET /api/v1/admin/audit-logs"] = static t =>
            t.NoneAsync($"/api/v1/admin/audit-logs?user={Victim}&organisation=victim.example", "entries"),
        ["GET /api/v1/admin/audit-logs/verification"] = static t => t.SendAsync(
            HttpMethod.Get, "/api/v1/admin/audit-logs/verification?organisation=victim.example"),
        ["GET /api/v1/admin/work/poisoned"] = static t => t.SendAsync(HttpMethod.Get, $"/api/v1/admin/work/poisoned?user={Victim}"),
        ["POST /api/v1/admin/work/poisoned/{queue}/{id}/requeue"] = static t => t.SendAsync(
            HttpMethod.Post, "/api/v1/admin/work/poisoned/index-mail/1/requeue"),
        ["POST /api/v1/rag/query"] = static t => t.AskAsync(),
        ["POST /api/v1/rag/query/stream"] = static t => t.SendAsync(
            HttpMethod.Post, "/api/v1/rag/query/stream", new { query = $"What is the {Word}?", conversation_id = Talk }),
        ["GET /api/v1/rag/exact"] = static t => t.NoneAsync(
            $"/api/v1/rag/exact?query=How+many+mails+are+about+{Word}%3F&conversation_id={Talk}&user={Victim}", "emails"),
        ["GET /api/v1/rag/queries"] = static t => t.NoneAsync($"/api/v1/rag/queries?conversation_id={Talk}&user={Victim}", "queries"),
        ["DELETE /api/v1/rag/queries"] = static t =>
            t.SendAsync(HttpMethod.Delete, $"/api/v1/rag/queries?conversation_id={Talk}&user={Victim}"),
        ["DELETE /api/v1/rag/queries/{id}"] = static t => t.NotFoundAsync($"/api/v1/rag/queries/{t._asked}"),
    };

    private readonly ShiftedTime _time = new();
    private AuthApi _api = null!;
    private Owner _victim = null!;
    private StartedSession _session = null!;
    private string _token = "";
    private string _mallory = "";
    private QuestionId _asked;
    private Mailbox _mailbox = null!;
    private StoredMail _mail = null!;
    private PersonMerge _merge = null!;

    public static TheoryData<string> Routes => [.. Attempts.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A refresh token with all that can be known of Victoria's: her id and her session's, and a secret of Mallory's
    /// own.</summary>
    private string Stolen => $"{Victim}.{_session.Session.Id}.{new string('A', 43)}";

    public async ValueTask InitializeAsync()
    {
        _api = await AuthApi.StartAsync(
            static services => services.AddSingleton<IMailServerConnector, WelcomingServer>().AddInboxMindSignIn(
                new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Accounts:Google:ClientId"] = "never reached",
                    ["Accounts:Google:ClientSecret"] = "never reached",
                    ["Accounts:Google:Authority"] = "http://127.0.0.1:1",
                    ["Accounts:Organisations:0:Domain"] = "evil.example",
                    ["Accounts:Organisations:1:Domain"] = "victim.example",
                }).Build()),
            _time);
        (_victim, _session, _token) =
            await _api.SignInAsync(Victim, static u => u with { Organisation = new OrganisationId("victim.example") });
        var (_, _, mallory) =
            await _api.SignInAsync("mallory", static u => u with { Organisation = new OrganisationId("evil.example"), Role = Role.Admin });
        _mallory = mallory;
        var user = (await _api.Get<IUserStore>().GetAsync(_victim, Cancellation))!;
        await _api.Get<IUserStore>().LinkAsync(
            _victim, new Identity(IdentityProvider.Google, "victoria-at-google", "v@victim.example", _time.GetUtcNow()), Cancellation);
        _mailbox = await _api.Get<ConnectImap>()
            .ConnectAsync(user, Host, 993, startTls: false, "boss", "victorias", RequestOrigin.CommandLine, Cancellation);
        var letter = Path.Combine(_api.Data, "letter.eml");
        await File.WriteAllTextAsync(
            letter,
            $"From: a@victim.example\r\nSubject: {Word}\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n"
            + $"Message-ID: <1@victim.example>\r\n\r\nThe {Word} is zebrafinch.\r\n",
            Cancellation);
        await _api.Get<ImportMail>().ImportAsync(_victim, MailFiles.Open([letter]), new ImportProgress(), Cancellation);
        _mail = (await _api.Get<SearchMail>().SearchAsync(_victim, Word, TimeZoneInfo.Utc, 1, Cancellation)).ShouldHaveSingleItem().Mail;
        await _api.Get<AskInConversation>().AskAsync(
            _victim, new Question($"What is the {Word}?", MailFilter.None, TimeZoneInfo.Utc), new ConversationId(Talk), null, Cancellation);
        _asked = (await _api.Get<IQuestionLog>().ListAsync(_victim, null, new QuestionRange(null, 0, 1), Cancellation))
            .ShouldHaveSingleItem().Id;
        _merge = PersonMerge.Of(["a@victim.example", "b@victim.example"], isSame: true, _time.GetUtcNow());
        await _api.Get<IPersonMerges>().SaveAsync(_victim, _merge, Cancellation);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public void EveryRoute_BelowApi_HasAnAttempt() => _api.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(static e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
        .SelectMany(static e =>
            e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText}"))
        .ShouldBe(Attempts.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_ThingsOfAnotherOrganisation_AreNeitherToldNorChanged(string route)
    {
        var before = await LookAsync();
        before.ShouldContain("zebrafinch");

        using var answer = await Attempts[route](this);

        ((int)answer.StatusCode).ShouldBeLessThan(500);
        var told = answer.Headers + await answer.Content.ReadAsStringAsync(Cancellation);
        foreach (var secret
            in (string[])["zebrafinch", "victoria-at-google", "victim.example", _session.Session.Id.Value, "inboxmind_session=v"])
            told.ShouldNotContain(secret);
        (await LookAsync()).ShouldBe(before);
        (await _api.Get<ISecretStore>().ReadAsync(_victim, _mailbox.Id, SecretKind.Password, Cancellation)).ShouldBe("victorias");
    }

    /// <summary>All that Victoria sees of her own things.</summary>
    private async Task<string> LookAsync()
    {
        var all = new StringBuilder();
        foreach (var path in (string[])["auth/me", "account", "account/sessions", "mailboxes", $"rag/queries?conversation_id={Talk}"])
        {
            using var response = await _api.SendAsync(HttpMethod.Get, $"/api/v1/{path}", _token);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            all.AppendLine(await response.Content.ReadAsStringAsync(Cancellation));
        }

        using var content = JsonContent.Create(new { query = $"What is the {Word}?" });
        using var asked = await _api.SendAsync(HttpMethod.Post, "/api/v1/rag/query", _token, content: content);
        var answer = await asked.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return all.Append(answer.GetProperty("answer")).Append(answer.GetProperty("sources")).ToString();
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? cookie = null) =>
        _api.SendAsync(method, path, _mallory, cookie, body is null ? null : JsonContent.Create(body));

    private async Task<HttpResponseMessage> NotFoundAsync(string path, HttpMethod? method = null, object? body = null)
    {
        var answer = await SendAsync(method ?? HttpMethod.Delete, path, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        return answer;
    }

    private async Task<HttpResponseMessage> ListMailboxesAsync()
    {
        var answer = await SendAsync(HttpMethod.Get, $"/api/v1/mailboxes?user={Victim}");
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("mailboxes").GetArrayLength().ShouldBe(0);
        return answer;
    }

    private Task<HttpResponseMessage> EmptyAsync(string path) => NoneAsync(path, "emails");

    private async Task<HttpResponseMessage> NoneAsync(string path, string list)
    {
        var answer = await SendAsync(HttpMethod.Get, path);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty(list).GetArrayLength().ShouldBe(0);
        return answer;
    }

    private async Task<HttpResponseMessage> CountNoneAsync(string path)
    {
        var answer = await SendAsync(HttpMethod.Get, path);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("count").GetInt64().ShouldBe(0);
        return answer;
    }

    private async Task<HttpResponseMessage> AskAsync()
    {
        var answer = await SendAsync(
            HttpMethod.Post, "/api/v1/rag/query", new { query = $"What is the {Word}?", filters = new { sender = "a@victim.example" } });
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("sources").GetArrayLength().ShouldBe(0);
        return answer;
    }

    /// <summary>Victoria began to link an account; Mallory finishes with a cookie of her own and an account of her own.</summary>
    private async Task<HttpResponseMessage> FinishSignInOfVictimAsync()
    {
        var state = new string('s', 43);
        var (hers, mine) = (BrowserSecret.Create(), BrowserSecret.Create());
        await _api.Get<ISignInAttempts>().SaveAsync(
            new SignInAttempt(
                SHA256.HashData(Encoding.UTF8.GetBytes(state)), hers.Hash, IdentityProvider.Google, SignInIntent.Link, _victim.User,
                _time.GetUtcNow().AddMinutes(5)),
            Cancellation);
        var answer = await SendAsync(
            HttpMethod.Get, $"/api/v1/oauth/google/callback?state={state}&code=mallorys",
            cookie: $"inboxmind_oauth_{state[..16]}={mine.Value}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        return answer;
    }
}
