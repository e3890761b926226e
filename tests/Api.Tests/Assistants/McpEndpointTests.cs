using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Api.Limits;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Import;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Assistants;

[ThroughFunctions]
public sealed class McpEndpointTests : IAsyncLifetime
{
    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AuthApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Post_WithoutAToken_SaysWhereTheWayInIsDescribed()
    {
        using var refused = await _api.SendAsync(HttpMethod.Post, "/mcp", content: JsonContent.Create(new { }));

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.ToString().ShouldBe(
            "Bearer resource_metadata=\"http://localhost/.well-known/oauth-protected-resource/mcp\", scope=\"mail.read\"");
        var resource = await GetAsync("/.well-known/oauth-protected-resource/mcp");
        resource.GetProperty("resource").GetString().ShouldBe("http://localhost/mcp");
        resource.GetProperty("authorization_servers")[0].GetString().ShouldBe("http://localhost");
        var server = await GetAsync("/.well-known/oauth-authorization-server");
        server.GetProperty("issuer").GetString().ShouldBe("http://localhost");
        server.GetProperty("code_challenge_methods_supported")[0].GetString().ShouldBe("S256");
        server.GetProperty("token_endpoint").GetString().ShouldBe("http://localhost/api/v1/assistants/token");
        server.GetProperty("revocation_endpoint").GetString().ShouldBe("http://localhost/api/v1/assistants/revoke");
    }

    [Theory]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Client_WithTheUsersOwnToken_ReadsTheirMail(string revision)
    {
        var (owner, session, token) = await _api.SignInAsync("anna");
        await ImportAsync(owner, "The gallinule is at the harbour?");
        await using var client = await McpClients.ConnectAsync(_api, token, revision);

        var (_, text, found) = await McpClients.CallAsync(client, "search", new { query = "gallinule" });

        var mail = found.ShouldNotBeNull(text).GetProperty("results")[0];
        mail.GetProperty("url").GetString().ShouldBe($"http://localhost/#/mail/{mail.GetProperty("id").GetString()}");
        (await _api.AuditAsync(OrganisationId.Personal(owner.User))).Select(static e => e.Detail)
            .ShouldContain($"search {session.Session.Id}");
    }

    [Fact]
    public async Task Tools_IdsOfAnotherUser_AreUnknown()
    {
        var (victim, _, own) = await _api.SignInAsync("victoria");
        await ImportAsync(victim, "The zebrafinch is at the harbour?");
        await using (var theirs = await McpClients.ConnectAsync(_api, own))
            (await McpClients.CallAsync(theirs, "search", new { query = "zebrafinch" })).Text.ShouldContain("zebrafinch");
        var id = await IdAsync(own);
        var (_, _, token) = await _api.SignInAsync("mallory");
        await using var client = await McpClients.ConnectAsync(_api, token);

        foreach (var (tool, arguments) in new (string, object)[]
        {
            ("search", new { query = "harbour" }), ("fetch", new { id }), ("fetch", new { id, whole = true }),
            ("fetch", new { id, attachment = 1 }), ("ask", new { question = "Where is the bird?" }),
            ("count", new { by = "sender", list = 10 }), ("threads", new { waiting = "me" }), ("similar", new { id }), ("status", new { }),
        })
        {
            var (isError, text, data) = await McpClients.CallAsync(client, tool, arguments);
            (text + data?.GetRawText()).ShouldNotContain("zebrafinch", Case.Insensitive, tool);
            (text + data?.GetRawText()).ShouldNotContain("victoria", Case.Insensitive, tool);
            if (tool is "fetch" or "similar")
                isError.ShouldBeTrue(tool);
        }
    }

    [Fact]
    public async Task Post_FromAPageOfAnotherOrigin_IsRefused()
    {
        var (_, _, token) = await _api.SignInAsync("anna");
        using var request = Initialize(token);
        request.Headers.Add("Origin", "https://evil.example");

        using var refused = await _api.Client.SendAsync(request, Cancellation);
        using var own = Initialize(token);
        own.Headers.Add("Origin", "http://localhost");
        using var taken = await _api.Client.SendAsync(own, Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Post_MoreThanOneClientMay_LeavesTheOthersAlone()
    {
        await using var api = await AuthApi.StartAsync(
            static s => s.AddSingleton(new RequestLimits { RequestsPerMinute = 3 }), TimeProvider.System);
        var (owner, _, first) = await api.SignInAsync("anna");
        var other = await api.Get<InboxMind.Core.Accounts.Sessions.StartSession>().StartAsync(
            owner, RequestOrigin.CommandLine, Cancellation);
        var second = await api.Get<InboxMind.Api.Auth.AccessTokens>().IssueAsync(owner, other.Session.Id, Cancellation);

        var answers = new List<HttpStatusCode>();
        foreach (var token in (string[])[first, first, first, first, second])
        {
            using var request = Initialize(token);
            using var response = await api.Client.SendAsync(request, Cancellation);
            answers.Add(response.StatusCode);
        }

        answers.ShouldBe(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK]);
    }

    private static HttpRequestMessage Initialize(string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/mcp", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                jsonrpc = "2.0",
                id = 1,
                method = "initialize",
                @params = new { protocolVersion = "2025-06-18", capabilities = new { }, clientInfo = new { name = "test", version = "1" } },
            }),
        };
        request.Headers.Add("Authorization", $"Bearer {token}");
        request.Headers.Add("Accept", "application/json, text/event-stream");
        return request;
    }

    private async Task<string> IdAsync(string token)
    {
        await using var client = await McpClients.ConnectAsync(_api, token);
        return (await McpClients.CallAsync(client, "search", new { query = "zebrafinch" })).Data!.Value
            .GetProperty("results")[0].GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _api.SendAsync(HttpMethod.Get, path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task ImportAsync(Owner owner, string text)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder["mail.eml"],
            $"From: Victoria <victoria@example.com>\nTo: Anna <anna@example.com>\nSubject: News\nDate: Mon, 2 Feb 2026 10:00:00 "
                + $"+0000\n\n{text}\n",
            Cancellation);
        await _api.Get<ImportMail>().ImportAsync(owner, MailFiles.Open([folder["mail.eml"]]), new ImportProgress(), Cancellation);
    }
}
