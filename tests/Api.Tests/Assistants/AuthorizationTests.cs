using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InboxMind.Api.Tests.Auth;
using Microsoft.AspNetCore.WebUtilities;

namespace InboxMind.Api.Tests.Assistants;

/// <summary>The way from a program that nobody knows to a token for its user's mail.</summary>
[ThroughFunctions]
public sealed class AuthorizationTests : IAsyncLifetime
{
    private const string Back = "http://127.0.0.1:7777/callback";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private AuthApi _api = null!;
    private string _cookie = "";
    private string _client = "";

    private static string Challenge { get; } = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await AuthApi.StartAsync();
        var (_, session, _) = await _api.SignInAsync("anna", static u => u with { DisplayName = "Anna Berg" });
        _cookie = $"inboxmind_session={session.RefreshToken}";
        _client = await RegisterAsync("Test <b>Assistant</b>", Back);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Way_FromRegistrationToTheEndOfTheSession_GivesMailAndNothingElse()
    {
        using var page = await _api.SendAsync(HttpMethod.Get, Authorize(), cookie: _cookie, accept: "text/html");
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        html.ShouldContain("Test &lt;b&gt;Assistant&lt;/b&gt;");
        html.ShouldContain("Anna Berg");
        html.ShouldContain("It named itself");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("form-action 'self' http://127.0.0.1:7777");

        var answer = await AnswerAsync();
        answer["state"].ToString().ShouldBe("s1");
        answer["iss"].ToString().ShouldBe("http://localhost");
        var tokens = await ExchangeAsync(answer["code"]!);
        var (access, refresh) = Tokens(tokens);
        tokens.GetProperty("scope").GetString().ShouldBe("mail.read");

        await using (var client = await McpClients.ConnectAsync(_api, access))
            (await McpClients.CallAsync(client, "status")).IsError.ShouldBeFalse();
        (await StatusAsync(HttpMethod.Get, "/api/v1/emails", access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(HttpMethod.Delete, "/api/v1/emails?confirm=all", access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(HttpMethod.Post, "/api/v1/auth/refresh", content: JsonContent.Create(new { refresh_token = refresh })))
            .ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(HttpMethod.Post, "/api/v1/auth/refresh", cookie: $"inboxmind_session={refresh}"))
            .ShouldBe(HttpStatusCode.Unauthorized);

        var (access2, refresh2) = Tokens(await RenewAsync(refresh));
        var (_, _, own) = await _api.SignInAsync("anna");
        using var sessions = await _api.SendAsync(HttpMethod.Get, "/api/v1/account/sessions", own);
        var listed = (await sessions.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("sessions").EnumerateArray()
            .Single(static s => s.GetProperty("client").GetString() == "Test <b>Assistant</b> (assistant)");
        listed.GetProperty("assistant").GetBoolean().ShouldBeTrue();
        (await StatusAsync(HttpMethod.Delete, $"/api/v1/account/sessions/{listed.GetProperty("id").GetString()}", own))
            .ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(HttpMethod.Post, "/mcp", access2, content: JsonContent.Create(new { }))).ShouldBe(HttpStatusCode.Unauthorized);
        (await ErrorAsync(Renewal(refresh2))).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Code_UsedTwiceOrForAnotherProgramAddressOrVerifier_IsWorthNothing()
    {
        var other = await RegisterAsync("Other", Back);
        var code = (await AnswerAsync())["code"].ToString();
        foreach (var (name, value) in new[]
        {
            ("client_id", other), ("redirect_uri", "http://127.0.0.1:7777/other"), ("code_verifier", Verifier[..^1] + "A"),
            ("code", code[..^1] + (code[^1] == 'A' ? 'B' : 'A')),
        })
            (await ErrorAsync(Exchange(code, (name, value)))).ShouldBe("invalid_grant", name);
        (await ErrorAsync(Exchange(code, ("resource", "https://elsewhere.example/mcp")))).ShouldBe("invalid_target");
        (await ErrorAsync(Exchange(code, ("client_id", "self.nonsense")))).ShouldBe("invalid_client");
        (await ErrorAsync(Exchange(code, ("grant_type", "password")))).ShouldBe("unsupported_grant_type");

        await ExchangeAsync(code);

        (await ErrorAsync(Exchange(code))).ShouldBe("invalid_grant");
        var late = (await AnswerAsync())["code"].ToString();
        _api.Time.Advance(TimeSpan.FromMinutes(2));
        (await ErrorAsync(Exchange(late))).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task RefreshToken_UsedTwice_EndsTheSession()
    {
        var (_, refresh) = Tokens(await ExchangeAsync((await AnswerAsync())["code"]!));
        var other = await RegisterAsync("Other", Back);

        (await ErrorAsync(Renewal(refresh, other))).ShouldBe("invalid_grant");
        var (access, _) = Tokens(await RenewAsync(refresh));
        (await ErrorAsync(Renewal(refresh))).ShouldBe("invalid_grant");

        (await StatusAsync(HttpMethod.Post, "/mcp", access, content: JsonContent.Create(new { }))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Revoke_ByTheProgramThatHoldsTheToken_EndsTheSession()
    {
        var (access, refresh) = Tokens(await ExchangeAsync((await AnswerAsync())["code"]!));
        var other = await RegisterAsync("Other", Back);

        // Neither another program nor a token that is none ends anything, and neither learns that.
        (await RevokeAsync(refresh, other)).ShouldBe(HttpStatusCode.OK);
        (await RevokeAsync(refresh[..^1] + (refresh[^1] == 'A' ? 'B' : 'A'))).ShouldBe(HttpStatusCode.OK);
        (await RevokeAsync("nonsense")).ShouldBe(HttpStatusCode.OK);
        (await RevokeAsync(access)).ShouldBe(HttpStatusCode.BadRequest);
        (await RevokeAsync("")).ShouldBe(HttpStatusCode.BadRequest);
        (await RevokeAsync(refresh, "self.nonsense")).ShouldBe(HttpStatusCode.Unauthorized);
        await using (var client = await McpClients.ConnectAsync(_api, access))
            (await McpClients.CallAsync(client, "status")).IsError.ShouldBeFalse();

        (await RevokeAsync(refresh)).ShouldBe(HttpStatusCode.OK);

        (await StatusAsync(HttpMethod.Post, "/mcp", access, content: JsonContent.Create(new { }))).ShouldBe(HttpStatusCode.Unauthorized);
        (await ErrorAsync(Renewal(refresh))).ShouldBe("invalid_grant");
        (await RevokeAsync(refresh)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answer_NotFromOurOwnPage_GivesNothing()
    {
        foreach (var (name, value) in new[]
            { ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "same-site"), ("X-None", "1") })
        {
            using var request = Allow(Authorize());
            request.Headers.Remove("Sec-Fetch-Site");
            request.Headers.Add(name, value);
            using var response = await _api.Client.SendAsync(request, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{name}: {value}");
        }

        using var denied = Allow(Authorize(), "deny");
        using var back = await _api.Client.SendAsync(denied, Cancellation);
        back.Headers.Location!.OriginalString.ShouldStartWith($"{Back}?error=access_denied&iss=");
        using var another = Allow(Authorize(), user: "mallory");
        using var refused = await _api.Client.SendAsync(another, Cancellation);
        refused.Headers.Location!.OriginalString.ShouldStartWith($"{Back}?error=access_denied&iss=");
    }

    [Fact]
    public async Task Ask_SignedOut_AsksToSignInFirst()
    {
        using var page = await _api.SendAsync(HttpMethod.Get, Authorize(), accept: "text/html");

        (await page.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Sign in first");
    }

    [Fact]
    public async Task Ask_FromAnotherSite_OpensItselfOnceMore()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Authorize(), UriKind.Relative));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var page = await _api.Client.SendAsync(request, Cancellation);

        page.Headers.GetValues("Refresh").Single().ShouldContain("/api/v1/assistants/authorize?");
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/")]
    [InlineData("redirect_uri", "http://127.0.0.1:7777/other")]
    [InlineData("redirect_uri", "http://127.0.0.1.evil.example:7777/callback")]
    [InlineData("redirect_uri", "http://evil@127.0.0.1:7777/callback")]
    [InlineData("client_id", "nobody")]
    [InlineData("client_id", "https://client.example/metadata.json")]
    [InlineData("client_id", "")]
    public async Task Ask_ProgramThatIsNotWhatItSays_IsToldToThePersonAlone(string name, string value)
    {
        using var page = await _api.SendAsync(HttpMethod.Get, Authorize((name, value)), cookie: _cookie, accept: "text/html");

        page.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        page.Headers.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge", "", "invalid_request")]
    [InlineData("resource", "https://elsewhere.example/mcp", "invalid_target")]
    public async Task Ask_WrongRequest_IsToldToTheProgram(string name, string value, string error)
    {
        using var back = await _api.SendAsync(HttpMethod.Get, Authorize((name, value)), cookie: _cookie);

        back.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        back.Headers.Location!.OriginalString.ShouldStartWith($"{Back}?error={error}&iss=");
    }

    [Fact]
    public async Task Ask_AnotherPortOfThisMachine_IsTheSameProgram()
    {
        using var page = await _api.SendAsync(
            HttpMethod.Get, Authorize(("redirect_uri", "http://127.0.0.1:50123/callback")), cookie: _cookie);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("http://client.example/callback")]
    [InlineData("https://client.example/callback#here")]
    [InlineData("https://user@client.example/callback")]
    [InlineData("file:///etc/passwd")]
    [InlineData("callback")]
    [InlineData("")]
    public async Task Register_AddressThatIsNone_IsRefused(string uri)
    {
        using var response = await _api.SendAsync(
            HttpMethod.Post, "/api/v1/assistants/register", content: JsonContent.Create(new { redirect_uris = new[] { uri } }));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("error").GetString()
            .ShouldBe("invalid_redirect_uri");
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{\"redirect_uris\":\"x\"}")]
    [InlineData("{}")]
    public async Task Register_Nonsense_IsRefused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _api.SendAsync(HttpMethod.Post, "/api/v1/assistants/register", content: content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static (string Access, string Refresh) Tokens(JsonElement tokens) =>
        (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);

    private string Authorize(params (string Name, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = _client,
            ["redirect_uri"] = Back,
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
            ["state"] = "s1",
            ["resource"] = "http://localhost/mcp",
        };
        foreach (var (name, value) in changes)
            query[name] = value;
        return QueryHelpers.AddQueryString("/api/v1/assistants/authorize", query);
    }

    private HttpRequestMessage Allow(string address, string answer = "allow", string user = "anna")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("answer", answer), new("user", user)]),
        };
        request.Headers.Add("Cookie", _cookie);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    private async Task<Dictionary<string, Microsoft.Extensions.Primitives.StringValues>> AnswerAsync()
    {
        using var request = Allow(Authorize());
        using var response = await _api.Client.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var back = response.Headers.Location!;
        back.OriginalString.ShouldStartWith(Back);
        return QueryHelpers.ParseQuery(back.Query);
    }

    private Dictionary<string, string> Exchange(string code, params (string Name, string Value)[] changes)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = _client,
            ["redirect_uri"] = Back,
            ["code"] = code,
            ["code_verifier"] = Verifier,
            ["resource"] = "http://localhost/mcp",
        };
        foreach (var (name, value) in changes)
            form[name] = value;
        return form;
    }

    private Dictionary<string, string> Renewal(string token, string? client = null) => new()
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = client ?? _client,
        ["refresh_token"] = token,
        ["resource"] = "http://localhost/mcp",
    };

    private Task<JsonElement> ExchangeAsync(string code) => TokenAsync(Exchange(code), HttpStatusCode.OK);

    private Task<JsonElement> RenewAsync(string token) => TokenAsync(Renewal(token), HttpStatusCode.OK);

    private async Task<string?> ErrorAsync(Dictionary<string, string> form) => (await TokenAsync(form, null)).GetProperty("error")
        .GetString();

    private async Task<HttpStatusCode> RevokeAsync(string token, string? client = null)
    {
        using var form = new FormUrlEncodedContent([new("token", token), new("client_id", client ?? _client)]);
        return await StatusAsync(HttpMethod.Post, "/api/v1/assistants/revoke", content: form);
    }

    private async Task<JsonElement> TokenAsync(Dictionary<string, string> form, HttpStatusCode? status)
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await _api.SendAsync(HttpMethod.Post, "/api/v1/assistants/token", content: content);
        if (status is { } expected)
            response.StatusCode.ShouldBe(expected, await response.Content.ReadAsStringAsync(Cancellation));
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<HttpStatusCode> StatusAsync(
        HttpMethod method, string path, string? token = null, HttpContent? content = null, string? cookie = null)
    {
        using var response = await _api.SendAsync(method, path, token, cookie, content);
        return response.StatusCode;
    }

    private async Task<string> RegisterAsync(string name, string uri)
    {
        using var response = await _api.SendAsync(
            HttpMethod.Post, "/api/v1/assistants/register",
            content: JsonContent.Create(new { client_name = name, redirect_uris = new[] { uri }, token_endpoint_auth_method = "none" }));
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("client_id").GetString()!;
    }
}
