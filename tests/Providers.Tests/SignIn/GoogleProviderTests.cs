using System.Security.Cryptography;
using System.Text.Json;
using InboxMind.Providers.SignIn;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace InboxMind.Providers.Tests.SignIn;

public sealed class GoogleProviderTests : IAsyncLifetime
{
    private const string Kept = "kept-refresh-token";
    private static readonly AuthorizationRequest Request = new(new Uri("http://localhost/callback"), "state", "the-nonce", "the-verifier");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private LoopbackProvider _loopback = null!;
    private GoogleProvider _google = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _loopback = await LoopbackProvider.StartAsync();
        _google = New(_loopback.Address);
    }

    public ValueTask DisposeAsync() => _loopback.DisposeAsync();

    [Fact]
    public async Task RedeemAsync_GoodAnswer_GivesIdentityAndToken()
    {
        Answer(_loopback.Sign(Claims()));

        var grant = await _google.RedeemAsync("code", Request, Cancellation);

        grant.Identity.ShouldBe(new ProviderIdentity(IdentityProvider.Google, "s1", "anna@example.com", true, "Anna", "example.com"));
        grant.Token.ShouldBe(new ProviderToken("access", _time.GetUtcNow().AddSeconds(3600), Kept));
        var sent = _loopback.Requests.ShouldHaveSingleItem();
        (sent["code"], sent["code_verifier"], sent["redirect_uri"]).ShouldBe(("code", "the-verifier", "http://localhost/callback"));
        grant.ToString().ShouldNotContain("access,");
        grant.Token.ToString().ShouldNotContain(Kept);
    }

    [Theory]
    [InlineData("alg none")]
    [InlineData("another key")]
    [InlineData("broken signature")]
    [InlineData("no token")]
    [InlineData("no JWT")]
    [InlineData("wrong audience")]
    [InlineData("two audiences, none of them the party")]
    [InlineData("another party")]
    [InlineData("wrong issuer")]
    [InlineData("wrong nonce")]
    [InlineData("no nonce")]
    [InlineData("expired")]
    [InlineData("not yet issued")]
    [InlineData("no expiry")]
    [InlineData("no subject")]
    [InlineData("no e-mail")]
    [InlineData("e-mail with a line end")]
    public async Task RedeemAsync_IdTokenThatLies_IsNotTrusted(string trick)
    {
        var claims = Claims();
        SecurityKey? key = null;
        var now = _time.GetUtcNow();
        using var rsa = RSA.Create(2048);
        switch (trick)
        {
            case "another key": key = new RsaSecurityKey(rsa) { KeyId = _loopback.KeyId }; break;
            case "wrong audience": claims["aud"] = "another-app"; break;
            case "two audiences, none of them the party": claims["aud"] = new[] { "inboxmind", "another-app" }; break;
            case "another party": claims["azp"] = "another-app"; break;
            case "wrong issuer": claims["iss"] = "https://accounts.google.com.evil.example"; break;
            case "wrong nonce": claims["nonce"] = "another-nonce"; break;
            case "no nonce": claims.Remove("nonce"); break;
            case "expired": claims["exp"] = now.AddMinutes(-3).ToUnixTimeSeconds(); break;
            case "not yet issued": claims["iat"] = now.AddMinutes(3).ToUnixTimeSeconds(); break;
            case "no expiry": claims.Remove("exp"); break;
            case "no subject": claims.Remove("sub"); break;
            case "no e-mail": claims.Remove("email"); break;
            case "e-mail with a line end": claims["email"] = "anna@example.com\r\nBcc: x@evil.example"; break;
        }

        var token = _loopback.Sign(claims, key);
        Answer(trick switch
        {
            "alg none" => LoopbackProvider.None(token),
            "broken signature" => token[..^6] + "AAAAAA",
            "no token" => null,
            "no JWT" => "a.b",
            _ => token,
        });

        var error = await Should.ThrowAsync<ProviderException>(() => _google.RedeemAsync("code", Request, Cancellation));

        error.Trouble.ShouldBe(ProviderTrouble.Untrusted);
        error.Message.ShouldContain("start again");
    }

    [Fact]
    public async Task RedeemAsync_ClockSkewOfAMinute_IsAccepted()
    {
        Answer(_loopback.Sign(Claims()));
        _time.Advance(TimeSpan.FromMinutes(61));
        (await _google.RedeemAsync("code", Request, Cancellation)).Identity.Subject.ShouldBe("s1");

        var ahead = Claims();
        ahead["iat"] = _time.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds();
        ahead["exp"] = _time.GetUtcNow().AddMinutes(60).ToUnixTimeSeconds();
        Answer(_loopback.Sign(ahead));
        (await _google.RedeemAsync("code", Request, Cancellation)).Identity.Subject.ShouldBe("s1");
    }

    [Fact]
    public async Task RedeemAsync_ProviderHasANewKey_FetchesIt()
    {
        Answer(_loopback.Sign(Claims()));
        await _google.RedeemAsync("code", Request, Cancellation);
        _loopback.RotateKey();
        Answer(_loopback.Sign(Claims()));

        (await _google.RedeemAsync("code", Request, Cancellation)).Identity.Subject.ShouldBe("s1");
    }

    [Theory]
    [InlineData("anna@gmail.com", true, null, true)]
    [InlineData("anna@gmail.com", false, null, false)]
    [InlineData("anna@example.com", true, "example.com", true)]
    [InlineData("anna@example.com", true, null, false)]
    [InlineData("anna@example.com", true, "evil.example", false)]
    [InlineData("anna@evil-gmail.com", true, null, false)]
    public async Task RedeemAsync_Email_IsProvenOnlyByWhoRunsIt(string email, bool verified, string? domain, bool proven)
    {
        var claims = Claims();
        (claims["email"], claims["email_verified"]) = (email, verified);
        claims.Remove("hd");
        if (domain is not null)
            claims["hd"] = domain;
        Answer(_loopback.Sign(claims));

        (await _google.RedeemAsync("code", Request, Cancellation)).Identity.EmailIsProven.ShouldBe(proven);
    }

    [Theory]
    [InlineData("openid email profile", Kept, ProviderTrouble.MissingScope, "tick the box")]
    [InlineData("openid https://mail.google.com/", null, ProviderTrouble.NoRefreshToken, "connections")]
    public async Task RedeemAsync_NotEnough_SaysWhatToDo(string scope, string? refresh, ProviderTrouble trouble, string words)
    {
        Answer(_loopback.Sign(Claims()), scope, refresh);

        var error = await Should.ThrowAsync<ProviderException>(() => _google.RedeemAsync("code", Request, Cancellation));

        error.Trouble.ShouldBe(trouble);
        error.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant"}""", ProviderTrouble.InvalidGrant)]
    [InlineData(401, """{"error":"invalid_client"}""", ProviderTrouble.Settings)]
    [InlineData(400, """{"error":"invalid_request"}""", ProviderTrouble.Transient)]
    [InlineData(500, """{"error":"invalid_grant"}""", ProviderTrouble.Transient)]
    [InlineData(429, "", ProviderTrouble.Transient)]
    [InlineData(503, "<html>kept-refresh-token</html>", ProviderTrouble.Transient)]
    [InlineData(200, "{}", ProviderTrouble.Transient)]
    [InlineData(200, """{"access_token":"x","expires_in":-1}""", ProviderTrouble.Transient)]
    [InlineData(302, "", ProviderTrouble.Transient)]
    public async Task RefreshAsync_Failure_IsDefiniteOnlyWhenItIs(int status, string body, ProviderTrouble trouble)
    {
        _loopback.Token = _ => (status, body);

        var error = await Should.ThrowAsync<ProviderException>(() => _google.RefreshAsync(Kept, Cancellation));

        error.Trouble.ShouldBe(trouble);
        error.ToString().ShouldNotContain(Kept);
    }

    [Fact]
    public async Task RefreshAsync_NoNewRefreshToken_KeepsTheOld()
    {
        _loopback.Token = _ => (200, """{"access_token":"fresh","expires_in":"3600"}""");
        (await _google.RefreshAsync(Kept, Cancellation)).ShouldBe(new ProviderToken("fresh", _time.GetUtcNow().AddHours(1), Kept));

        _loopback.Token = _ => (200, """{"access_token":"fresh","expires_in":3600,"refresh_token":"next"}""");
        (await _google.RefreshAsync(Kept, Cancellation)).Kept.ShouldBe("next");
    }

    [Fact]
    public async Task EveryCall_ProviderDown_MayPass()
    {
        await _loopback.DisposeAsync();
        var down = New(_loopback.Address);

        (await Should.ThrowAsync<ProviderException>(() => down.AuthorizationAddressAsync(Request, Cancellation))).Trouble.ShouldBe(
            ProviderTrouble.Transient);
        (await Should.ThrowAsync<ProviderException>(() => down.RefreshAsync(Kept, Cancellation))).Trouble.ShouldBe(
            ProviderTrouble.Transient);
        (await down.RevokeAsync(Kept, Cancellation)).ShouldBeFalse();
    }

    private GoogleProvider New(Uri authority) => new(
        new ProviderSettings("inboxmind", "secret", authority, "imap.gmail.com", 993, ImapSecurity.Tls), ProviderHttp.Create(), _time);

    private Dictionary<string, object> Claims() => new()
    {
        ["iss"] = _loopback.Address.AbsoluteUri.TrimEnd('/'),
        ["aud"] = "inboxmind",
        ["sub"] = "s1",
        ["nonce"] = "the-nonce",
        ["iat"] = _time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = _time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        ["email"] = "Anna@Example.com",
        ["email_verified"] = true,
        ["hd"] = "example.com",
        ["name"] = "An\u202ena\r\n",
    };

    private void Answer(string? idToken, string scope = "openid https://mail.google.com/ email", string? refresh = Kept) =>
        _loopback.Token = _ => (200, JsonSerializer.Serialize(new
        {
            access_token = "access",
            expires_in = 3600,
            refresh_token = refresh,
            scope,
            id_token = idToken,
            token_type = "Bearer",
        }));
}
