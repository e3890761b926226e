using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Audit;

namespace InboxMind.Api.Tests.Auth;

public sealed class SessionTests : IAsyncLifetime
{
    /// <summary>How long a host that may not be reached is looked for.</summary>
    private static readonly TimeSpan GuardedFor = TimeSpan.FromSeconds(5);

    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AuthApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Refresh_ByBody_RotatesAndTheNewTokensWork()
    {
        var (_, session, _) = await _api.SignInAsync("anna");

        var tokens = await JsonAsync(await RefreshAsync(session.RefreshToken));

        tokens.GetProperty("expires_in").GetInt32().ShouldBe(900);
        using var me = await _api.MeAsync(tokens.GetProperty("access_token").GetString());
        me.StatusCode.ShouldBe(HttpStatusCode.OK);
        var next = tokens.GetProperty("refresh_token").GetString()!;
        next.ShouldNotBe(session.RefreshToken);
        using var again = await RefreshAsync(next);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Refresh_UsedToken_EndsTheFamilyAndIsAudited()
    {
        var (owner, session, token) = await _api.SignInAsync("anna");
        var next = (await JsonAsync(await RefreshAsync(session.RefreshToken))).GetProperty("refresh_token").GetString()!;

        using var stolen = await RefreshAsync(session.RefreshToken);
        using var holder = await RefreshAsync(next);
        using var me = await _api.MeAsync(token);

        stolen.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        holder.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        me.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _api.AuditAsync(OrganisationId.Personal(owner.User)))[^1].Kind.ShouldBe(AuditKind.RefreshTokenReused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("anna.x.y")]
    [InlineData("../x.0123456789abcdef0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("anna.0123456789abcdef0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Refresh_WorthlessToken_IsUnauthorized(string token)
    {
        await _api.SignInAsync("anna");
        using var response = await RefreshAsync(token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Refresh_OfADeactivatedUser_IsUnauthorized()
    {
        var (owner, session, _) = await _api.SignInAsync("anna");
        await _api.Get<IUserStore>().UpdateAsync(owner, static u => u with { Active = false }, Cancellation);

        using var response = await RefreshAsync(session.RefreshToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Cookie_AccessRoutes_DoNotTakeIt()
    {
        var (_, session, _) = await _api.SignInAsync("anna");

        using var me = await _api.SendAsync(HttpMethod.Get, "/api/v1/auth/me", cookie: $"inboxmind_session={session.RefreshToken}");

        me.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Logout_Session_IsOverForBothTokens()
    {
        var (_, session, token) = await _api.SignInAsync("anna");

        using var logout = await _api.SendAsync(HttpMethod.Post, "/api/v1/auth/logout", token);

        logout.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var me = await _api.MeAsync(token);
        using var refresh = await RefreshAsync(session.RefreshToken);
        (me.StatusCode, refresh.StatusCode).ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Sessions_ListedAndEnded_AreTheCallersOwn()
    {
        var (_, first, token) = await _api.SignInAsync("anna");
        _api.Time.Advance(TimeSpan.FromMinutes(1));
        var (_, second, other) = await _api.SignInAsync("anna");
        var (_, _, mallory) = await _api.SignInAsync("mallory");

        var listed = await JsonAsync(await _api.SendAsync(HttpMethod.Get, "/api/v1/account/sessions", token));
        listed.GetProperty("sessions").EnumerateArray()
            .Select(static s => (s.GetProperty("id").GetString(), s.GetProperty("current").GetBoolean()))
            .ShouldBe([(second.Session.Id.Value, false), (first.Session.Id.Value, true)]);

        using var attempt = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/account/sessions/{second.Session.Id}", mallory);
        attempt.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var all = await _api.SendAsync(HttpMethod.Delete, "/api/v1/account/sessions", mallory);
        (await _api.MeAsync(other)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var ended = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/account/sessions/{second.Session.Id}", token);
        ended.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _api.MeAsync(other)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _api.MeAsync(token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sessions_PageByPage_GiveEachOnceTheLastUsedFirst()
    {
        var expected = new List<string>();
        var token = "";
        for (var i = 0; i < 7; i++)
        {
            // Some of the same moment.
            _api.Time.Advance(TimeSpan.FromSeconds(i % 3));
            (_, var session, token) = await _api.SignInAsync("anna");
            expected.Add(session.Session.Id.Value);
        }

        await _api.SignInAsync("mallory");

        var seen = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var page = await JsonAsync(await _api.SendAsync(
                HttpMethod.Get, $"/api/v1/account/sessions?limit=3&include_total=true&next={next}", token));
            page.GetProperty("total").GetInt64().ShouldBe(7);
            page.GetProperty("sessions").GetArrayLength().ShouldBeInRange(1, 3);
            seen.AddRange(page.GetProperty("sessions").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        seen.Select(static s => s.GetProperty("id").GetString()).ShouldBe(expected, ignoreOrder: true);
        seen.Select(static s => s.GetProperty("last_used_at").GetDateTime()).ShouldBeInOrder(SortDirection.Descending);
        var rest = await JsonAsync(await _api.SendAsync(HttpMethod.Get, "/api/v1/account/sessions?skip=6", token));
        rest.GetProperty("sessions").GetArrayLength().ShouldBe(1);
        rest.GetProperty("total").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("account/sessions?limit=0", "limit")]
    [InlineData("account/sessions?limit=101", "limit")]
    [InlineData("account/sessions?skip=1001", "skip")]
    [InlineData("account/sessions?next=AAAA", "next")]
    [InlineData("account/sessions?include_total=1", "include_total")]
    [InlineData("mailboxes?limit=0", "limit")]
    [InlineData("mailboxes?skip=-1", "skip")]
    [InlineData("mailboxes?next=%2B", "next")]
    [InlineData("mailboxes?include_total=yes", "include_total")]
    public async Task Lists_WrongValue_NameIt(string list, string field)
    {
        var (_, _, token) = await _api.SignInAsync("anna");
        using var response = await _api.SendAsync(HttpMethod.Get, $"/api/v1/{list}", token);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").EnumerateObject()
            .Select(static e => e.Name).ShouldBe([field]);
    }

    [Fact]
    public async Task Mailboxes_PageByPage_GiveEachOnceById()
    {
        var (owner, _, token) = await _api.SignInAsync("anna");
        var (mallory, _, mallorys) = await _api.SignInAsync("mallory");
        var ids = Enumerable.Range(0, 5).Select(static i => $"box-{(char)('e' - i)}").ToList();
        foreach (var id in ids)
            await _api.Get<IMailboxStore>().SaveAsync(owner, new Mailbox(new MailboxId(id), MailboxKind.Import, id), Cancellation);
        await _api.Get<IMailboxStore>().SaveAsync(mallory, new Mailbox(new MailboxId("box-c"), MailboxKind.Import, "hers"), Cancellation);

        var seen = new List<string>();
        var cursor = "";
        for (string? next = ""; next is not null;)
        {
            var page =
                await JsonAsync(await _api.SendAsync(HttpMethod.Get, $"/api/v1/mailboxes?limit=2&include_total=true&next={next}", token));
            page.GetProperty("total").GetInt64().ShouldBe(5);
            seen.AddRange(page.GetProperty("mailboxes").EnumerateArray().Select(static m => m.GetProperty("name").GetString()!));
            next = page.GetProperty("next").GetString();
            cursor = next is null ? cursor : cursor.Length == 0 ? next : cursor;
        }

        seen.ShouldBe(ids.Order(StringComparer.Ordinal));

        // A cursor is a place and no right.
        var theirs = await JsonAsync(await _api.SendAsync(HttpMethod.Get, $"/api/v1/mailboxes?next={cursor}", mallorys));
        theirs.GetProperty("mailboxes").EnumerateArray().Select(static m => m.GetProperty("name").GetString()).ShouldBe(["hers"]);
    }

    [Fact]
    public async Task Sessions_AllEnded_LeavesTheCallersOwn()
    {
        var (owner, first, token) = await _api.SignInAsync("anna");
        var (_, second, other) = await _api.SignInAsync("anna");

        using var all = await _api.SendAsync(HttpMethod.Delete, "/api/v1/account/sessions", token);

        all.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var refused = await RefreshAsync(second.RefreshToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _api.MeAsync(other)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _api.MeAsync(token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _api.Get<ISessionStore>().ListAsync(owner, Cancellation)).ShouldHaveSingleItem().Id.ShouldBe(first.Session.Id);
    }

    [Fact]
    public async Task Link_Used_SignsOneBrowserInOnce()
    {
        var code = await _api.Get<LocalSignIn>().OfferAsync(Cancellation);

        using var first = await _api.SendAsync(HttpMethod.Get, $"/api/v1/auth/local?code={code}", accept: "text/html");
        using var second = await _api.SendAsync(HttpMethod.Get, $"/api/v1/auth/local?code={code}", accept: "text/html");

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        var cookie = first.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldContain("path=/api/v1;", Case.Insensitive);
        second.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        second.Headers.Contains("Set-Cookie").ShouldBeFalse();
        using var refresh = await _api.SendAsync(HttpMethod.Post, "/api/v1/auth/refresh", cookie: cookie.Split(';')[0]);
        var tokens = await JsonAsync(refresh);
        tokens.GetProperty("refresh_token").ValueKind.ShouldBe(JsonValueKind.Null, "the browser's is in its cookie");
        refresh.Headers.GetValues("Set-Cookie").Single().ShouldNotContain(cookie.Split(';')[0]);
        var me = await JsonAsync(await _api.MeAsync(tokens.GetProperty("access_token").GetString()));
        me.GetProperty("id").GetString().ShouldBe("local");
        me.GetProperty("role").GetString().ShouldBe("user");
    }

    [Fact]
    public async Task Link_AfterTenMinutes_SignsNoOneIn()
    {
        var code = await _api.Get<LocalSignIn>().OfferAsync(Cancellation);
        _api.Time.Advance(LocalSignIn.LinkLifetime);

        using var late = await _api.SendAsync(HttpMethod.Get, $"/api/v1/auth/local?code={code}");

        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        late.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await _api.AuditAsync(OrganisationId.Deployment))[^1].ShouldSatisfyAllConditions(
            static e => e.Kind.ShouldBe(AuditKind.SignIn), static e => e.Outcome.ShouldBe(AuditOutcome.Refused),
            static e => e.RequestId.ShouldNotBeEmpty());
    }

    [Fact]
    public async Task Mailboxes_OfAnother_CannotBeSeenOrRemoved()
    {
        var (anna, _, _) = await _api.SignInAsync("anna");
        var (_, _, mallory) = await _api.SignInAsync("mallory");
        await _api.Get<IMailboxStore>().SaveAsync(anna, new Mailbox(new MailboxId("home"), MailboxKind.Imap, "Home")
        {
            Connection = new ImapConnection("imap.example", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
        }, Cancellation);

        (await JsonAsync(await _api.SendAsync(HttpMethod.Get, "/api/v1/mailboxes", mallory))).GetProperty("mailboxes").GetArrayLength()
            .ShouldBe(0);
        using var removed = await _api.SendAsync(HttpMethod.Delete, "/api/v1/mailboxes/home", mallory);
        removed.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _api.Get<IMailboxStore>().ListAsync(anna, Cancellation)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    public async Task Mailboxes_HostInAPrivateNetwork_IsRefusedAndNothingStored(string host)
    {
        await using var api = await AuthApi.StartAsync(clock: new HurriedTime(GuardedFor));
        var (anna, _, token) = await api.SignInAsync("anna");
        using var content = JsonContent.Create(new { host, port = 993, user = "anna", password = "very-secret" });

        using var response = await api.SendAsync(HttpMethod.Post, "/api/v1/mailboxes", token, content: content);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("very-secret");
        (await api.Get<IMailboxStore>().ListAsync(anna, Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    [InlineData("Origin", "http://localhost:3000", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost", HttpStatusCode.OK)]
    [InlineData("Accept", "application/json", HttpStatusCode.OK)]
    public async Task Refresh_ByCookie_IsForPagesOfOurOwn(string header, string value, HttpStatusCode expected)
    {
        var (_, session, _) = await _api.SignInAsync("anna");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/auth/refresh", UriKind.Relative));
        request.Headers.Add("Cookie", $"inboxmind_session={session.RefreshToken}");
        request.Headers.Add(header, value);

        using var response = await _api.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(expected);
        using var own = await _api.SendAsync(HttpMethod.Post, "/api/v1/auth/refresh", cookie: $"inboxmind_session={session.RefreshToken}");
        own.StatusCode.ShouldBe(expected == HttpStatusCode.OK
            ? HttpStatusCode.Unauthorized
            : HttpStatusCode.OK, "what was refused used no token up");
    }

    private Task<HttpResponseMessage> RefreshAsync(string token) =>
        _api.SendAsync(HttpMethod.Post, "/api/v1/auth/refresh", content: JsonContent.Create(new { refresh_token = token }));

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using (response)
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        }
    }
}
