using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Web;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Audit;
using InboxMind.Core.Connecting;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Providers;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Auth;

/// <summary>Signing in at a real OpenID provider, and what an attacker may try on the way.</summary>
public sealed class SignInTests(OpenIdProvider provider) : IClassFixture<OpenIdProvider>, IAsyncLifetime
{
    private const string Begin = "/api/v1/oauth/google";

    private readonly ShiftedTime _time = new();
    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        OpenIdProvider.Require();
        _api = await AuthApi.StartAsync(AddProvider, _time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
            await _api.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_NewPerson_CreatesUserAndMailboxAndSignsIn()
    {
        var (start, cookie) = await BeginAsync();
        using var done = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("anna")), cookie);

        (await PageAsync(done, HttpStatusCode.OK)).ShouldContain("is connected");
        var user = await UserAsync("anna");
        user.Email.ShouldBe($"{Login("anna")}@gmail.com");
        user.EmailIsProven.ShouldBeTrue();
        user.DisplayName.ShouldBe($"{Login("anna")}  Set-Cookie: evil=1", "line ends and marks of direction are gone");
        user.Organisation.IsPersonal.ShouldBeTrue();
        var mailbox = (await _api.Get<IMailboxStore>().ListAsync(new Owner(user.Id), Cancellation)).ShouldHaveSingleItem();
        mailbox.Sync.Enabled.ShouldBeTrue();
        mailbox.Connection.ShouldBe(
            new ImapConnection("imap.gmail.com", 993, user.Email, ImapSecurity.Tls, ImapAuth.OAuthToken, AllowPrivateNetwork: false));
        (await provider.IsActiveAsync(await TokenAsync(user, mailbox))).ShouldBeTrue();

        var access = await AccessAsync(SessionCookieOf(done));
        using var me = await _api.MeAsync(access);
        (await me.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("identities")[0].GetProperty("provider").GetString()
            .ShouldBe("google");
        (await _api.AuditAsync(user.Organisation)).Select(static e => e.Kind).ShouldBe([AuditKind.MailboxConnected, AuditKind.SignIn]);
    }

    [Fact]
    public async Task SignIn_Secrets_AreNotInTheDataFolder()
    {
        var (start, cookie) = await BeginAsync();
        using var done = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("anna")), cookie);
        var user = await UserAsync("anna");
        var mailbox = (await _api.Get<IMailboxStore>().ListAsync(new Owner(user.Id), Cancellation))[0];
        var secrets = new[] { await TokenAsync(user, mailbox), await KeptAsync(user, mailbox), SessionCookieOf(done)
            .Split('=')[1], cookie.Split('=')[1] };

        foreach (var file in Directory.EnumerateFiles(_api.Data, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Cancellation);
            secrets.Any(s => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(s)) >= 0).ShouldBeFalse(file);
        }
    }

    [Fact]
    public async Task SignIn_Address_AsksForPkceNonceAndOfflineAccess()
    {
        var (start, cookie) = await BeginAsync($"{Begin}?redirect_uri=https://evil.example&return=//evil.example");
        var query = HttpUtility.ParseQueryString(start.Query);

        query["redirect_uri"].ShouldBe("http://localhost/api/v1/oauth/google/callback");
        query["response_type"].ShouldBe("code");
        query["code_challenge_method"].ShouldBe("S256");
        query["code_challenge"]!.Length.ShouldBe(43);
        query["nonce"]!.Length.ShouldBe(43);
        query["state"]!.Length.ShouldBe(43);
        query["access_type"].ShouldBe("offline");
        query["scope"].ShouldBe("openid email profile https://mail.google.com/");
        cookie.ShouldNotContain(query["state"]!);
        start.Query.ShouldNotContain(cookie.Split('=')[1]);
        start.Query.ShouldNotContain("evil");
    }

    [Fact]
    public async Task SignIn_Again_IsTheSameUserAndMailbox()
    {
        await SignInAsync("anna");
        await SignInAsync("anna");

        var user = await UserAsync("anna");
        (await _api.Get<IMailboxStore>().ListAsync(new Owner(user.Id), Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SignIn_FirstTimeInTwoBrowsersAtOnce_IsOneUser()
    {
        var callbacks = new List<(Uri, string)>();
        for (var i = 0; i < 2; i++)
        {
            var (start, cookie) = await BeginAsync();
            callbacks.Add((await OpenIdProvider.ConsentAsync(start, Login("anna")), cookie));
        }

        var done = await Task.WhenAll(callbacks.Select(c => CallbackAsync(c.Item1, c.Item2)));

        done.ShouldAllBe(static r => r.StatusCode == HttpStatusCode.OK);
        var ids = new HashSet<string?>();
        foreach (var response in done)
        {
            using var me = await _api.MeAsync(await AccessAsync(SessionCookieOf(response)));
            ids.Add((await me.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString());
        }

        ids.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("replayed")]
    [InlineData("forged")]
    [InlineData("missing")]
    [InlineData("expired")]
    [InlineData("no cookie")]
    [InlineData("another browser's cookie")]
    [InlineData("swapped with another sign-in of this browser")]
    [InlineData("of another provider")]
    public async Task Callback_StateThatIsNotRight_SignsNoOneIn(string trick)
    {
        var (start, cookie) = await BeginAsync();
        var (otherStart, otherCookie) = await BeginAsync();
        var back = await OpenIdProvider.ConsentAsync(start, Login("anna"));
        switch (trick)
        {
            case "replayed":
                (await CallbackAsync(back, cookie)).StatusCode.ShouldBe(HttpStatusCode.OK);
                break;
            case "forged":
                back = With(back, "state", State(start)[..20] + new string('A', 23));
                break;
            case "missing":
                back = With(back, "state", null);
                break;
            case "expired":
                _time.Shift = BeginSignIn.Lifetime;
                break;
            case "no cookie":
                cookie = "other=1";
                break;
            case "another browser's cookie":
                cookie = $"{cookie.Split('=')[0]}={otherCookie.Split('=')[1]}";
                break;
            case "swapped with another sign-in of this browser":
                back = With(back, "state", State(otherStart));
                cookie = $"{otherCookie.Split('=')[0]}={cookie.Split('=')[1]}";
                break;
            case "of another provider":
                back = new Uri(back.AbsoluteUri.Replace("/google/", "/microsoft/", StringComparison.Ordinal));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(trick));
        }

        using var refused = await CallbackAsync(back, cookie);

        (await PageAsync(refused, HttpStatusCode.BadRequest)).ShouldContain("start again");
        refused.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldAllBe(static c => !c.StartsWith("inboxmind_session", StringComparison.Ordinal));
        (await _api.AuditAsync(OrganisationId.Deployment))[^1].Outcome.ShouldBe(AuditOutcome.Refused);
    }

    [Fact]
    public async Task Callback_CodeOfAnotherBrowser_IsWorthNothing()
    {
        // The attacker's code in the victim's own sign-in: PKCE binds the code to the browser that began.
        var (attack, _) = await BeginAsync();
        var stolen = HttpUtility.ParseQueryString((await OpenIdProvider.ConsentAsync(attack, Login("mallory"))).Query)["code"];
        var (start, cookie) = await BeginAsync();
        using var refused = await CallbackAsync(With(await OpenIdProvider.ConsentAsync(start, Login("anna")), "code", stolen), cookie);

        await PageAsync(refused, HttpStatusCode.BadGateway);
        (await FindAsync("mallory")).ShouldBeNull();
        (await FindAsync("anna")).ShouldBeNull();
    }

    [Fact]
    public async Task Callback_ConsentDenied_SaysSo()
    {
        var (start, cookie) = await BeginAsync();
        using var denied = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("anna"), allow: false), cookie);

        (await PageAsync(denied, HttpStatusCode.Forbidden)).ShouldContain("did not allow access");
    }

    [Fact]
    public async Task Redeem_CodeUsedBefore_IsRefusedAndItsTokensAreWorthNothing()
    {
        var (start, cookie) = await BeginAsync();
        var code = HttpUtility.ParseQueryString((await OpenIdProvider.ConsentAsync(start, Login("anna"))).Query)["code"]!;
        var browser = BrowserSecret.Parse(cookie.Split('=')[1])!;
        var google = _api.Services.GetServices<IMailProvider>().Single(static p => p.Provider == IdentityProvider.Google);
        var request = new AuthorizationRequest(
            new Uri("http://localhost/api/v1/oauth/google/callback"), State(start), browser.Nonce, browser.Verifier);
        var grant = await google.RedeemAsync(code, request, Cancellation);

        (await Should.ThrowAsync<ProviderException>(() => google.RedeemAsync(code, request, Cancellation))).Trouble.ShouldBe(
            ProviderTrouble.InvalidGrant);

        (await Should.ThrowAsync<ProviderException>(() => google.RefreshAsync(grant.Token.Kept, Cancellation))).Trouble
            .ShouldBe(ProviderTrouble.InvalidGrant);
    }

    [Fact]
    public async Task Unlink_OneOfTwo_SignsInNoMoreAndEndsOtherSessions()
    {
        var other = await AccessAsync(await SignInAsync("anna"));
        var session = await SignInAsync("anna");
        var (start, cookie) = await BeginAsync($"{Begin}?intent=link", session);
        using var linked = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("second")), cookie);
        var user = await UserAsync("anna");
        var access = await AccessAsync(session);

        using var unlinked = await UnlinkAsync(access, "second");
        using var again = await UnlinkAsync(access, "second");
        using var last = await UnlinkAsync(access, "anna");

        unlinked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        last.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await FindAsync("second")).ShouldBeNull();
        (await FindAsync("anna")).ShouldBe(user.Id);
        (await _api.MeAsync(access)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _api.MeAsync(other)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _api.Get<IMailboxStore>().ListAsync(new Owner(user.Id), Cancellation)).Count.ShouldBe(2, "the mailbox stays connected");
        (await _api.AuditAsync(user.Organisation)).Select(static e => e.Kind).ShouldContain(AuditKind.IdentityUnlinked);

        Task<HttpResponseMessage> UnlinkAsync(string token, string name) =>
            _api.SendAsync(HttpMethod.Delete, $"/api/v1/account/identities/google/{Login(name)}", token);
    }

    [Fact]
    public async Task Callback_AccessToMailNotAllowed_SaysWhatToDoAndChangesNothing()
    {
        // As when the person leaves the box about mail empty.
        var (start, cookie) = await BeginAsync();
        var back = await OpenIdProvider.ConsentAsync(With(start, "scope", "openid email profile"), Login("anna"));
        using var refused = await CallbackAsync(back, cookie);

        (await PageAsync(refused, HttpStatusCode.Forbidden)).ShouldContain("tick the box");
        (await FindAsync("anna")).ShouldBeNull();
    }

    [Fact]
    public async Task Callback_NoLastingAccess_SaysWhatToDoAndChangesNothing()
    {
        var (start, cookie) = await BeginAsync();
        using var refused = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("once-anna")), cookie);

        (await PageAsync(refused, HttpStatusCode.BadGateway)).ShouldContain("https://myaccount.google.com/connections");
        (await FindAsync("once-anna")).ShouldBeNull();
    }

    [Fact]
    public async Task Begin_ProviderDown_SaysSo()
    {
        await using var lonely = await AuthApi.StartAsync(static services => AddProvider(services, new Uri("http://127.0.0.1:1")), _time);

        using var page = await lonely.SendAsync(HttpMethod.Get, Begin, accept: "text/html");
        using var problem = await lonely.SendAsync(HttpMethod.Get, Begin);

        (await PageAsync(page, HttpStatusCode.ServiceUnavailable)).ShouldContain("try again later");
        problem.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        problem.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Callback_ProviderGoesDownMeanwhile_SaysSoAndSignsNoOneIn()
    {
        await using var own = new OpenIdProvider();
        await own.InitializeAsync();
        await using var api = await AuthApi.StartAsync(services => AddProvider(services, own.Authority), _time);
        using var begun = await api.SendAsync(HttpMethod.Get, Begin);
        var cookie = begun.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var back = await OpenIdProvider.ConsentAsync(begun.Headers.Location!, Login("anna"));
        own.Stop();

        using var refused = await api.SendAsync(HttpMethod.Get, back.PathAndQuery, cookie: cookie, accept: "text/html");

        (await PageAsync(refused, HttpStatusCode.ServiceUnavailable)).ShouldContain("try again later");
        refused.Headers.GetValues("Set-Cookie").ShouldAllBe(static c => !c.StartsWith("inboxmind_session", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-90, true)]
    [InlineData(90, true)]
    [InlineData(-10 * 60, false)]
    [InlineData(2 * 60 * 60, false)]
    public async Task SignIn_ClockApartFromTheProviders_WorksWhenItIsNear(int seconds, bool works)
    {
        _time.Shift = TimeSpan.FromSeconds(seconds);
        var (start, cookie) = await BeginAsync();
        using var done = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("anna")), cookie);

        (await PageAsync(done, works ? HttpStatusCode.OK : HttpStatusCode.BadGateway))
            .ShouldContain(works ? "is connected" : "could not be verified");
    }

    [Fact]
    public async Task SignIn_InTwoBrowsers_EndingOneSessionLeavesTheOther()
    {
        var (first, second) = (await SignInAsync("anna"), await SignInAsync("anna"));
        var (one, two) = (await AccessAsync(first), await AccessAsync(second));

        using var gone = await _api.SendAsync(HttpMethod.Post, "/api/v1/auth/logout", one);

        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _api.MeAsync(one)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _api.MeAsync(two)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignIn_AdminMovedToAnotherOrganisation_IsNoAdminThereAndItIsAudited()
    {
        var login = $"carl-{Salt}@example.com";
        await SignInAsync("carl", login);
        var former = new OrganisationId("former.example");
        var user = await UserBySubjectAsync(login);
        await _api.Get<IUserStore>()
            .UpdateAsync(new Owner(user.Id), u => u with { Organisation = former, Role = Role.Admin }, Cancellation);

        await SignInAsync("carl", login);

        var moved = await UserBySubjectAsync(login);
        (moved.Organisation, moved.Role).ShouldBe((new OrganisationId("example.com"), Role.User));
        var entry = (await _api.AuditAsync(former)).ShouldHaveSingleItem();
        (entry.Kind, entry.Detail).ShouldBe((AuditKind.RoleChanged, "User"));
    }

    [Fact]
    public async Task SignIn_DeactivatedUser_IsRefused()
    {
        await SignInAsync("anna");
        var user = await UserAsync("anna");
        await _api.Get<IUserStore>().UpdateAsync(new Owner(user.Id), static u => u with { Active = false }, Cancellation);

        var (start, cookie) = await BeginAsync();
        using var refused = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("anna")), cookie);

        (await PageAsync(refused, HttpStatusCode.Forbidden)).ShouldContain("deactivated");
        var entry = (await _api.AuditAsync(user.Organisation))[^1];
        (entry.Kind, entry.Outcome, entry.Detail).ShouldBe((AuditKind.SignIn, AuditOutcome.Refused, "Google Deactivated"));
        entry.Actor.ShouldBe(await _api.Get<IAuditLog>().PseudonymAsync(new Owner(user.Id), Cancellation));
        refused.Headers.GetValues("Set-Cookie").ShouldAllBe(static c => !c.StartsWith("inboxmind_session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_WorkspaceOfAConfiguredOrganisation_BelongsToIt()
    {
        await SignInAsync("carl", $"carl-{Salt}@example.com");
        await SignInAsync("dora", $"dora-{Salt}@example.org");

        (await UserBySubjectAsync($"carl-{Salt}@example.com")).Organisation.ShouldBe(new OrganisationId("example.com"));
        (await UserBySubjectAsync($"dora-{Salt}@example.org")).Organisation.IsPersonal.ShouldBeTrue();
    }

    [Fact]
    public async Task Link_FromTheLocalUser_LetsTheAccountSignInAsThem()
    {
        var code = await _api.Get<LocalSignIn>().OfferAsync(Cancellation);
        using var signedIn = await _api.SendAsync(HttpMethod.Get, $"/api/v1/auth/local?code={code}");
        var session = SessionCookieOf(signedIn);
        var (start, cookie) = await BeginAsync($"{Begin}?intent=link", session);

        using var linked = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("anna")), cookie);

        await PageAsync(linked, HttpStatusCode.OK);
        (await FindAsync("anna")).ShouldBe(UserId.Local);
        var (again, other) = await BeginAsync();
        using var done = await CallbackAsync(await OpenIdProvider.ConsentAsync(again, Login("anna")), other);
        using var me = await _api.MeAsync(await AccessAsync(SessionCookieOf(done)));
        (await me.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString().ShouldBe("local");
    }

    [Fact]
    public async Task Link_AccountOfAnotherUser_IsRefused()
    {
        await SignInAsync("anna");
        var session = await SignInAsync("mallory");
        var (start, cookie) = await BeginAsync($"{Begin}?intent=link", session);

        using var refused = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("anna")), cookie);

        await PageAsync(refused, HttpStatusCode.Conflict);
        (await FindAsync("anna")).ShouldBe((await UserAsync("anna")).Id);
    }

    [Theory]
    [InlineData("link", HttpStatusCode.Unauthorized)]
    [InlineData("connect", HttpStatusCode.Unauthorized)]
    [InlineData("steal", HttpStatusCode.BadRequest)]
    public async Task Begin_WithoutASession_LinksNothing(string intent, HttpStatusCode expected)
    {
        using var refused = await _api.SendAsync(HttpMethod.Get, $"{Begin}?intent={intent}");

        refused.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Connect_SecondAccount_AddsAMailboxAndNoIdentity()
    {
        var session = await SignInAsync("anna");
        var (start, cookie) = await BeginAsync($"{Begin}?intent=connect", session);
        using var done = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, Login("second")), cookie);

        await PageAsync(done, HttpStatusCode.OK);
        var user = await UserAsync("anna");
        (await _api.Get<IMailboxStore>().ListAsync(new Owner(user.Id), Cancellation)).Count.ShouldBe(2);
        (await FindAsync("second")).ShouldBeNull();
    }

    [Fact]
    public async Task Disconnect_Mailbox_RevokesAtTheProviderAndForgets()
    {
        var session = await SignInAsync("anna");
        var user = await UserAsync("anna");
        var mailbox = (await _api.Get<IMailboxStore>().ListAsync(new Owner(user.Id), Cancellation))[0];
        var kept = await KeptAsync(user, mailbox);
        (await provider.IsActiveAsync(kept)).ShouldBeTrue();

        using var gone = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/mailboxes/{mailbox.Id}", await AccessAsync(session));

        gone.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gone.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("revoked").GetBoolean().ShouldBeTrue();
        (await provider.IsActiveAsync(kept)).ShouldBeFalse();
        (await _api.Get<IMailboxStore>().ListAsync(new Owner(user.Id), Cancellation)).ShouldBeEmpty();
        (await Should.ThrowAsync<MailServerException>(() => TokenAsync(user, mailbox))).Trouble.ShouldBe(MailServerTrouble.Refused);
        (await FindAsync("anna")).ShouldBe(user.Id, "signing in is another matter");
    }

    [Fact]
    public async Task Token_NearItsEnd_IsRefreshedOnceByAllProcesses()
    {
        await SignInAsync("anna");
        var user = await UserAsync("anna");
        var mailbox = (await _api.Get<IMailboxStore>().ListAsync(new Owner(user.Id), Cancellation))[0];
        var before = await TokenAsync(user, mailbox);
        await using var other = await AuthApi.StartAsync(AddProvider, _time, _api.Data);
        _time.Shift = TimeSpan.FromMinutes(56);

        // The provider rotates: a second use of one refresh token would revoke the consent.
        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => (i % 2 == 0 ? _api : other).Get<GetValidToken>().GetTokenAsync(new Owner(user.Id), mailbox, Cancellation))));

        tokens.Distinct().ShouldHaveSingleItem().ShouldNotBe(before);
        (await provider.IsActiveAsync(tokens[0])).ShouldBeTrue();
        (await TokenAsync(user, mailbox)).ShouldBe(tokens[0]);
    }

    [Fact]
    public async Task Token_RevokedByThePerson_NeedsReconnectAndConnectingAgainHelps()
    {
        await SignInAsync("anna");
        var user = await UserAsync("anna");
        var owner = new Owner(user.Id);
        var mailbox = (await _api.Get<IMailboxStore>().ListAsync(owner, Cancellation))[0];
        await provider.RevokeAsync(await KeptAsync(user, mailbox));
        _time.Shift = TimeSpan.FromMinutes(56);

        var outcome = await _api.Get<SyncMailbox>()
            .SyncAsync(owner, mailbox.Id, new SyncRequest("test", TimeSpan.FromSeconds(30)), new SyncProgress(), Cancellation);

        outcome.Result.ShouldBe(SyncResult.NeedsReconnect);
        outcome.Message!.ShouldContain("connect it again");
        (await _api.Get<ISecretStore>().ReadAsync(owner, mailbox.Id, SecretKind.OAuthToken, Cancellation)).ShouldBeNull();
        (await _api.AuditAsync(user.Organisation))[^1].Kind.ShouldBe(AuditKind.TokenRefreshFailed);
        _time.Shift = TimeSpan.Zero;
        await SignInAsync("anna");
        (await _api.Get<ISyncStateStore>().GetAsync(owner, mailbox.Id, Cancellation)).State.ShouldBe(SyncState.New);
        (await provider.IsActiveAsync(await TokenAsync(user, mailbox))).ShouldBeTrue();
    }

    [Fact]
    public async Task Token_KeyRingLost_NeedsReconnect()
    {
        await SignInAsync("anna");
        var user = await UserAsync("anna");
        var mailbox = (await _api.Get<IMailboxStore>().ListAsync(new Owner(user.Id), Cancellation))[0];
        Directory.Delete(Path.Combine(_api.Data, "keys"), recursive: true);
        await using var restarted = await AuthApi.StartAsync(AddProvider, _time, _api.Data);

        var error = await Should.ThrowAsync<MailServerException>(
            () => restarted.Get<GetValidToken>().GetTokenAsync(new Owner(user.Id), mailbox, Cancellation));

        error.Trouble.ShouldBe(MailServerTrouble.Refused);
        var (_, _, token) = await restarted.SignInAsync("ben");
        (await restarted.MeAsync(token)).StatusCode.ShouldBe(HttpStatusCode.OK, "a new signing key is made");
    }

    private string Salt { get; } = Guid.NewGuid().ToString("N")[..8];

    private void AddProvider(IServiceCollection services) => AddProvider(services, provider.Authority);

    private static void AddProvider(IServiceCollection services, Uri authority) =>
        services.AddInboxMindSignIn(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?>
        {
            ["Accounts:Google:ClientId"] = OpenIdProvider.ClientId,
            ["Accounts:Google:ClientSecret"] = OpenIdProvider.ClientSecret,
            ["Accounts:Google:Authority"] = authority.AbsoluteUri,
            ["Accounts:Microsoft:ClientId"] = "never reached",
            ["Accounts:Microsoft:ClientSecret"] = "never reached",
            ["Accounts:Organisations:0:Domain"] = "example.com",
        }).Build());

    private string Login(string name) => $"{name}-{Salt}";

    private async Task<(Uri Address, string Cookie)> BeginAsync(string path = Begin, string? session = null)
    {
        using var response = await _api.SendAsync(HttpMethod.Get, path, cookie: session);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var cookie = response.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        return (response.Headers.Location!, cookie.Split(';')[0]);
    }

    private Task<HttpResponseMessage> CallbackAsync(Uri back, string cookie) =>
        _api.SendAsync(HttpMethod.Get, back.PathAndQuery, cookie: cookie, accept: "text/html");

    private async Task<string> SignInAsync(string name, string? login = null)
    {
        var (start, cookie) = await BeginAsync();
        using var done = await CallbackAsync(await OpenIdProvider.ConsentAsync(start, login ?? Login(name)), cookie);
        await PageAsync(done, HttpStatusCode.OK);
        return SessionCookieOf(done);
    }

    private static async Task<string> PageAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(expected, page);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        return page;
    }

    private static string SessionCookieOf(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie")
        .Single(static c => c.StartsWith("inboxmind_session=", StringComparison.Ordinal)).Split(';')[0];

    private async Task<string> AccessAsync(string sessionCookie)
    {
        using var response = await _api.SendAsync(HttpMethod.Post, "/api/v1/auth/refresh", cookie: sessionCookie);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("access_token").GetString()!;
    }

    private Task<UserId?> FindAsync(string name) =>
        _api.Get<IIdentityDirectory>().FindAsync(IdentityProvider.Google, Login(name), Cancellation);

    private Task<User> UserAsync(string name) => UserBySubjectAsync(Login(name));

    private async Task<User> UserBySubjectAsync(string subject)
    {
        var id = await _api.Get<IIdentityDirectory>().FindAsync(IdentityProvider.Google, subject, Cancellation);
        return (await _api.Get<IUserStore>().GetAsync(new Owner(id!.Value), Cancellation))!;
    }

    private Task<string> TokenAsync(User user, Mailbox mailbox) =>
        _api.Get<GetValidToken>().GetTokenAsync(new Owner(user.Id), mailbox, Cancellation);

    private async Task<string> KeptAsync(User user, Mailbox mailbox)
    {
        var secret = await _api.Get<ISecretStore>().ReadAsync(new Owner(user.Id), mailbox.Id, SecretKind.OAuthToken, Cancellation);
        using var json = JsonDocument.Parse(secret!);
        return json.RootElement.GetProperty("Token").GetProperty("Kept").GetString()!;
    }

    private static string State(Uri address) => HttpUtility.ParseQueryString(address.Query)["state"]!;

    private static Uri With(Uri address, string name, string? value)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        query.Remove(name);
        if (value is not null)
            query[name] = value;
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }
}
