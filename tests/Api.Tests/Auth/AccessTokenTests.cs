using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using InboxMind.Core.Accounts.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace InboxMind.Api.Tests.Auth;

[ThroughFunctions]
public sealed class AccessTokenTests : IAsyncLifetime
{
    private AuthApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await AuthApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public void EveryRoute_BelowApi_NeedsATokenButTheWayIn()
    {
        var open = _api.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null || e.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(static e => e.RoutePattern.RawText);

        open.ShouldBe(
            [
                "/", "/assets/{name}", "/health", "/openapi", "/openapi/v1.json", "/openapi/reference/scalar.js",
                "/openapi/reference/scalar.aspnetcore.js", "/openapi/reference/favicon.svg", "/openapi/reference/{documentName?}",
                "/.well-known/jwks.json", "/.well-known/oauth-authorization-server", "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/mcp", "/api/v1/assistants/authorize", "/api/v1/assistants/authorize",
                "/api/v1/assistants/token", "/api/v1/assistants/revoke", "/api/v1/assistants/register",
                "/api/v1/oauth/{provider}",
                "/api/v1/oauth/{provider}/callback", "/api/v1/auth/refresh", "/api/v1/auth/local",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task EveryRoute_WithoutAToken_IsUnauthorized()
    {
        foreach (var route in _api.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && !IsPage(e)))
        {
            var method = route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0];
            using var response = await _api.SendAsync(
                new HttpMethod(method),
                route.RoutePattern.RawText!.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));

            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route.RoutePattern.RawText);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
            (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail")
                .GetString()!.ShouldContain("access token");
        }
    }

    /// <summary>The page of the API, the same for everyone; its assets carry no metadata of ours.</summary>
    private static bool IsPage(RouteEndpoint route) =>
        route.RoutePattern.RawText!.StartsWith("/openapi/reference/", StringComparison.Ordinal);

    [Fact]
    public async Task Me_OwnToken_NamesTheUser()
    {
        var (_, _, token) = await _api.SignInAsync("anna", static u => u with { DisplayName = "Anna", Email = "anna@example.com" });

        using var response = await _api.MeAsync(token);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var me = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        me.GetProperty("id").GetString().ShouldBe("anna");
        me.GetProperty("role").GetString().ShouldBe("user");
    }

    [Fact]
    public async Task Token_AfterItsTime_IsRefused()
    {
        var (_, _, token) = await _api.SignInAsync("anna");

        _api.Time.Advance(TimeSpan.FromMinutes(14));
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.OK);
        _api.Time.Advance(TimeSpan.FromMinutes(2));
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_FromTheFuture_IsRefused()
    {
        var (_, _, token) = await _api.SignInAsync("anna");
        var (_, _, later) = await AheadAsync(TimeSpan.FromMinutes(10));

        (await StatusAsync(token)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(later)).ShouldBe(HttpStatusCode.Unauthorized);

        async Task<(Owner, StartedSession, string)> AheadAsync(TimeSpan by)
        {
            var now = _api.Time.GetUtcNow();
            var session = await _api.SignInAsync("ben");
            var key = await ForgeKeyAsync();
            return (session.Owner, session.Session, Forge(key, "ben", session.Session, now + by));
        }
    }

    [Fact]
    public async Task Token_OfADeactivatedUser_IsRefusedAtOnce()
    {
        var (owner, _, token) = await _api.SignInAsync("anna");
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.OK);

        await _api.Get<IUserStore>().UpdateAsync(owner, static u => u with { Active = false }, CancellationToken.None);

        (await StatusAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_OfAnEndedSession_IsRefusedAtOnce()
    {
        var (owner, session, token) = await _api.SignInAsync("anna");

        await _api.Get<ISessionStore>().EndAsync(owner, session.Session.Id, CancellationToken.None);

        (await StatusAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("alg none")]
    [InlineData("another key, same kid")]
    [InlineData("another key, no kid")]
    [InlineData("kid with a path")]
    [InlineData("kid with SQL")]
    [InlineData("key in the header")]
    [InlineData("HMAC with the public key")]
    [InlineData("wrong audience")]
    [InlineData("wrong issuer")]
    [InlineData("wrong type")]
    [InlineData("no expiry")]
    [InlineData("no subject")]
    [InlineData("illegal subject")]
    [InlineData("another user's session")]
    public async Task Token_Forged_IsRefused(string trick)
    {
        var (_, session, good) = await _api.SignInAsync("anna");
        await _api.SignInAsync("ben");
        var ours = await ForgeKeyAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = new JsonWebToken(good).Kid;
        SecurityKey Other(string? id) => new ECDsaSecurityKey(other) { KeyId = id };
        var now = _api.Time.GetUtcNow();
        var token = trick switch
        {
            "alg none" => None(good),
            "another key, same kid" => Forge(Other(kid), "anna", session, now),
            "another key, no kid" => Forge(Other(null), "anna", session, now),
            "kid with a path" => Forge(Other("../../../../dev/null"), "anna", session, now),
            "kid with SQL" => Forge(Other("x' OR '1'='1"), "anna", session, now),
            "key in the header" =>
                Forge(Other("new"), "anna", session, now, header: new() { ["jwk"] = "{}", ["jku"] = "http://127.0.0.1:9/keys" }),
            "HMAC with the public key" => Hmac(ours, kid, good),
            "wrong audience" => Forge(ours, "anna", session, now, audience: "another-api"),
            "wrong issuer" => Forge(ours, "anna", session, now, issuer: "https://accounts.google.com"),
            "wrong type" => Forge(ours, "anna", session, now, type: "JWT"),
            "no expiry" => Forge(ours, "anna", session, now, expires: false),
            "no subject" => Forge(ours, null, session, now),
            "illegal subject" => Forge(ours, "../anna", session, now),
            "another user's session" => Forge(ours, "ben", session, now),
            _ => throw new ArgumentOutOfRangeException(nameof(trick)),
        };

        (await StatusAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(Forge(ours, "anna", session, now))).ShouldBe(HttpStatusCode.OK, "the forger's tool makes good tokens too");
    }

    [Fact]
    public async Task Token_AnyText_IsUnauthorizedAndNoError()
    {
        var (_, _, good) = await _api.SignInAsync("anna");
        var mutated = Gen.Select(Gen.Int[0, good.Length - 1], Gen.Char['!', '~'], (at, c) => good[..at] + c + good[(at + 1)..]);
        await Gen.OneOf(mutated, Gen.String[Gen.Char['!', '~'], 1, 200]).SampleAsync(
            async token =>
            {
                // Two characters at an end of base64url can stand for the same bytes.
                var status = await StatusAsync(token);
                return status == HttpStatusCode.Unauthorized || Same(token, good);
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public async Task Header_TwoTokens_IsRefused()
    {
        var (_, _, token) = await _api.SignInAsync("anna");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/auth/me", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var response = await _api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keys_AfterAMonth_AreReplacedAndOldTokensStillVerify()
    {
        var (_, _, first) = await _api.SignInAsync("anna");
        _api.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        var (_, _, old) = await _api.SignInAsync("ben");
        _api.Time.Advance(TimeSpan.FromMinutes(6));

        var (_, _, fresh) = await _api.SignInAsync("carl");

        new JsonWebToken(old).Kid.ShouldBe(new JsonWebToken(first).Kid);
        new JsonWebToken(fresh).Kid.ShouldNotBe(new JsonWebToken(old).Kid);
        (await StatusAsync(old)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(fresh)).ShouldBe(HttpStatusCode.OK);
        (await KeysAsync()).ShouldBe([new JsonWebToken(fresh).Kid, new JsonWebToken(old).Kid]);
        _api.Time.Advance(TimeSpan.FromHours(2));
        await _api.SignInAsync("dora");
        (await KeysAsync()).ShouldBe([new JsonWebToken(fresh).Kid]);
    }

    [Fact]
    public async Task Keys_Published_HoldNoPrivatePart()
    {
        await _api.SignInAsync("anna");
        using var response = await _api.SendAsync(HttpMethod.Get, "/.well-known/jwks.json");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        text.ShouldContain("\"kty\":\"EC\"");
        text.ShouldNotContain("\"d\"");
    }

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var response = await _api.MeAsync(token);
        return response.StatusCode;
    }

    private async Task<List<string?>> KeysAsync()
    {
        var keys =
            await _api.Client.GetFromJsonAsync<JsonElement>(
                new Uri("/.well-known/jwks.json", UriKind.Relative), TestContext.Current.CancellationToken);
        return [.. keys.GetProperty("keys").EnumerateArray().Select(static k => k.GetProperty("kid").GetString())];
    }

    /// <summary>The server's own key: what only a thief of the data folder has.</summary>
    private async Task<SecurityKey> ForgeKeyAsync()
    {
        var key = (await _api.Get<ISigningKeyStore>().ListAsync(CancellationToken.None))[0];
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(key.PrivateKey, out _);
        return new ECDsaSecurityKey(ecdsa) { KeyId = key.Id };
    }

    private static string Forge(
        SecurityKey key, string? user, StartedSession session, DateTimeOffset now, string issuer = "inboxmind",
        string audience = "inboxmind-api",
        string type = "at+jwt", bool expires = true, Dictionary<string, object>? header = null)
    {
        var claims = new Dictionary<string, object> { ["sid"] = session.Session.Id.Value };
        if (user is not null)
            claims["sub"] = user;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            TokenType = type,
            NotBefore = now.UtcDateTime,
            Expires = expires ? now.UtcDateTime.AddMinutes(15) : null,
            Claims = claims,
            AdditionalHeaderClaims = header,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    private static string None(string token) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"at+jwt"}"""))}.{token.Split('.')[1]}.";

    /// <summary>The old confusion: the public key, which everyone has, as the secret of an HMAC.</summary>
    private static string Hmac(SecurityKey key, string kid, string token)
    {
        var secret = ((ECDsaSecurityKey)key).ECDsa.ExportSubjectPublicKeyInfo();
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"HS256","typ":"at+jwt","kid":"{{kid}}"}"""));
        var signed = $"{header}.{token.Split('.')[1]}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static bool Same(string token, string good)
    {
        var (a, b) = (token.Split('.'), good.Split('.'));
        return a.Length == 3 && a[0] == b[0] && a[1] == b[1] && Base64Url.IsValid(a[2])
            && Base64Url.DecodeFromChars(a[2]).AsSpan().SequenceEqual(Base64Url.DecodeFromChars(b[2]));
    }
}
