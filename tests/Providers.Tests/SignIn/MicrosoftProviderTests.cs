using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Web;
using InboxMind.Providers.SignIn;

namespace InboxMind.Providers.Tests.SignIn;

/// <summary>Microsoft's own library as it runs in production, against a server on this machine that answers in Microsoft's
/// name.</summary>
public sealed class MicrosoftProviderTests : IAsyncLifetime
{
    private const string Directory = "9188040d-6c67-4c5b-b112-36a304b66dad";
    private const string Account = "00000000-0000-0000-66f3-3332eca7ea81";
    private static readonly AuthorizationRequest Request = new(new Uri("http://localhost/callback"), "state", "the-nonce", "the-verifier");

    private LoopbackProvider _loopback = null!;
    private MicrosoftProvider _microsoft = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _loopback = await LoopbackProvider.StartAsync();
        _loopback.Issuer = "https://login.microsoftonline.com/{tenantid}/v2.0";
        _microsoft = new MicrosoftProvider(
            new ProviderSettings("inboxmind", "secret", new Uri(MicrosoftProvider.DefaultAuthority), "outlook.office365.com", 993,
                ImapSecurity.Tls),
            ProviderHttp.Create(new ToLoopback(_loopback.Address)), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _loopback.DisposeAsync();

    [Fact]
    public async Task AuthorizationAddressAsync_Request_AsksForMailOfflineAccessAndPkce()
    {
        var address = await _microsoft.AuthorizationAddressAsync(Request, Cancellation);
        var query = HttpUtility.ParseQueryString(address.Query);

        address.AbsoluteUri.ShouldStartWith("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?");
        query["scope"].ShouldBe("openid email profile offline_access https://outlook.office.com/IMAP.AccessAsUser.All");
        query["code_challenge"].ShouldBe(Pkce.Challenge("the-verifier"));
        (query["code_challenge_method"], query["nonce"], query["state"]).ShouldBe(("S256", "the-nonce", "state"));
    }

    [Fact]
    public async Task RedeemAsync_GoodAnswer_GivesIdentityAndToken()
    {
        Answer("access-1", "refresh-1");

        var grant = await _microsoft.RedeemAsync("code", Request, Cancellation);

        grant.Identity.ShouldBe(
            new ProviderIdentity(IdentityProvider.Microsoft, $"{Directory}.{Account}", "anna@outlook.com", false, "Anna", Directory));
        grant.Token.AccessToken.ShouldBe("access-1");
        (_loopback.Requests[0]["code"], _loopback.Requests[0]["code_verifier"]).ShouldBe(("code", "the-verifier"));
    }

    [Fact]
    public async Task RefreshAsync_Kept_UsesItsRefreshTokenAndKeepsTheNext()
    {
        Answer("access-1", "refresh-1");
        var first = (await _microsoft.RedeemAsync("code", Request, Cancellation)).Token;
        Answer("access-2", "refresh-2");
        var second = await _microsoft.RefreshAsync(first.Kept, Cancellation);
        Answer("access-3", "refresh-3");
        var third = await _microsoft.RefreshAsync(second.Kept, Cancellation);

        (second.AccessToken, third.AccessToken).ShouldBe(("access-2", "access-3"));
        _loopback.Requests.Skip(1).Select(static r => (r["grant_type"], r["refresh_token"]))
            .ShouldBe([("refresh_token", "refresh-1"), ("refresh_token", "refresh-2")]);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"AADSTS70000"}""", ProviderTrouble.InvalidGrant)]
    [InlineData(
        400, """{"error":"invalid_grant","error_description":"AADSTS50076","suberror":"basic_action"}""",
        ProviderTrouble.NeedsPerson)]
    [InlineData(
        400, """{"error":"invalid_grant","error_description":"AADSTS50055","suberror":"user_password_expired"}""",
        ProviderTrouble.NeedsPerson)]
    [InlineData(400, """{"error":"interaction_required","error_description":"AADSTS50079"}""", ProviderTrouble.NeedsPerson)]
    [InlineData(401, """{"error":"invalid_client","error_description":"AADSTS7000215"}""", ProviderTrouble.Settings)]
    [InlineData(503, "", ProviderTrouble.Transient)]
    [InlineData(429, "", ProviderTrouble.Transient)]
    public async Task RefreshAsync_Failure_IsDefiniteOnlyWhenItIs(int status, string body, ProviderTrouble trouble)
    {
        Answer("access-1", "refresh-1");
        var first = (await _microsoft.RedeemAsync("code", Request, Cancellation)).Token;
        _loopback.Token = _ => (status, body);

        var error = await Should.ThrowAsync<ProviderException>(() => _microsoft.RefreshAsync(first.Kept, Cancellation));

        error.Trouble.ShouldBe(trouble);
        error.Message.ShouldNotContain("AADSTS");
        error.ToString().ShouldNotContain("refresh-1");
    }

    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("aud", "another-app")]
    [InlineData("iss", "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0")]
    [InlineData("tid", "11111111-1111-1111-1111-111111111111")]
    public async Task RedeemAsync_IdTokenThatLies_IsNotTrusted(string claim, string value)
    {
        Answer("access-1", "refresh-1", claims => claims[claim] = value);

        var error = await Should.ThrowAsync<ProviderException>(() => _microsoft.RedeemAsync("code", Request, Cancellation));

        error.Trouble.ShouldBe(ProviderTrouble.Untrusted);
    }

    [Fact]
    public async Task RedeemAsync_AccessToMailNotAllowed_SaysWhatToDo()
    {
        Answer("access-1", "refresh-1", scope: "openid profile email");

        var error = await Should.ThrowAsync<ProviderException>(() => _microsoft.RedeemAsync("code", Request, Cancellation));

        error.Trouble.ShouldBe(ProviderTrouble.MissingScope);
        error.Message.ShouldContain("allow it");
    }

    [Fact]
    public async Task RedeemAsync_CodeIsWorthNothing_IsDefinite()
    {
        _loopback.Token = static _ => (400, """{"error":"invalid_grant","error_description":"AADSTS54005"}""");

        var error = await Should.ThrowAsync<ProviderException>(() => _microsoft.RedeemAsync("code", Request, Cancellation));

        error.Trouble.ShouldBe(ProviderTrouble.InvalidGrant);
    }

    private void Answer(
        string access, string refresh, Action<Dictionary<string, object>>? change = null,
        string scope = "https://outlook.office.com/IMAP.AccessAsUser.All openid profile")
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = $"https://login.microsoftonline.com/{Directory}/v2.0",
            ["aud"] = "inboxmind",
            ["sub"] = "pairwise",
            ["oid"] = Account,
            ["tid"] = Directory,
            ["nonce"] = "the-nonce",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
            ["preferred_username"] = "Anna@Outlook.com",
            ["name"] = "Anna",
            ["ver"] = "2.0",
        };
        change?.Invoke(claims);
        _loopback.Token = _ => (200, JsonSerializer.Serialize(new
        {
            token_type = "Bearer",
            scope,
            expires_in = 3600,
            ext_expires_in = 3600,
            access_token = access,
            refresh_token = refresh,
            id_token = _loopback.Sign(claims),
            client_info = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"uid":"{{Account}}","utid":"{{Directory}}"}""")),
        }));
    }

    /// <summary>Sends what is meant for Microsoft to this machine.</summary>
    private sealed class ToLoopback(Uri loopback) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host is not ("login.microsoftonline.com" or "127.0.0.1"))
                throw new InvalidOperationException($"The test reaches out to {request.RequestUri.Host}.");
            request.RequestUri = new UriBuilder(request.RequestUri) { Scheme = "http", Host = loopback.Host, Port = loopback.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
