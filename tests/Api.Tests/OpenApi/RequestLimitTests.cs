using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace InboxMind.Api.Tests.OpenApi;

/// <summary>Requests that no route is for, and many at once.</summary>
public sealed class RequestLimitTests : IAsyncLifetime
{
    private const int TenMegabytes = 10 * 1024 * 1024;

    private HostileApi _api = null!;
    private HostileApi.Caller _caller = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await HostileApi.StartAsync();
        _caller = await _api.CallerAsync();
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("PUT", "/api/v1/emails", "DELETE, GET")]
    [InlineData("POST", "/health", "GET, HEAD")]
    [InlineData("OPTIONS", "/api/v1/emails", "DELETE, GET")]
    [InlineData("HEAD", "/api/v1/emails", "DELETE, GET")]
    [InlineData("GET", "/api/v1/rag/query", "POST")]
    [InlineData("PATCH", "/api/v1/emails/x/raw", "GET, HEAD")]
    [InlineData("TRACE", "/api/v1/auth/me", "GET")]
    public async Task AnyRoute_AnotherMethod_Is405WithThoseAllowed(string method, string path, string allowed)
    {
        using var response = await _api.Api.SendAsync(new HttpMethod(method), path, _caller.Token);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)).ShouldBe(allowed);
        if (method != "HEAD")
            await ShouldBeAProblemAsync(response);
    }

    [Fact]
    public async Task Health_ByHead_IsFineWithoutAWord()
    {
        using var response = await _api.Api.SendAsync(HttpMethod.Head, "/health");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=bogus")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=\"utf-16\"")]
    public async Task Query_AnotherContentType_Is415(string type)
    {
        using var content = new StringContent("{\"query\":\"x\"}", MediaTypeHeaderValue.Parse(type));
        using var response = await _api.Api.SendAsync(HttpMethod.Post, "/api/v1/rag/query", _caller.Token, content: content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        await ShouldBeAProblemAsync(response);
    }

    [Theory]
    [InlineData("/api/v1/rag/query", true, true)]
    [InlineData("/api/v1/rag/query", false, true)]
    [InlineData("/api/v1/mailboxes", true, true)]
    [InlineData("/api/v1/mailboxes", false, true)]
    [InlineData("/api/v1/auth/refresh", true, false)]
    [InlineData("/api/v1/auth/refresh", false, false)]
    public async Task AnyBody_OfTenMegabytes_Is413(string path, bool lengthIsTold, bool signedIn)
    {
        var body = Encoding.UTF8.GetBytes($"{{\"query\":\"{new string('x', TenMegabytes)}\"}}");
        using HttpContent content = lengthIsTold ? new ByteArrayContent(body) : new StreamContent(new Unmeasured(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentLength.HasValue.ShouldBe(lengthIsTold);
        using var response = await _api.Api.SendAsync(HttpMethod.Post, path, signedIn ? _caller.Token : null, content: content);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await ShouldBeAProblemAsync(response);
    }

    [Fact]
    public async Task Query_InvalidUtf8_Is400()
    {
        using var content = new ByteArrayContent([.. "{\"query\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _api.Api.SendAsync(HttpMethod.Post, "/api/v1/rag/query", _caller.Token, content: content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await ShouldBeAProblemAsync(response);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png")]
    [InlineData("application/json;q=0")]
    public async Task AnyError_WhateverIsAccepted_IsAProblem(string accept)
    {
        using var response = await _api.Api.SendAsync(HttpMethod.Get, "/api/v1/auth/me", accept: accept);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await ShouldBeAProblemAsync(response);
    }

    [Theory]
    [InlineData("/api/v1/emails", true, "no-store")]
    [InlineData("/api/v1/rag/queries", true, "no-store")]
    [InlineData("/api/v1/emails/nothing", true, "no-store")]
    [InlineData("/api/v1/emails", false, "no-store")]
    [InlineData("/openapi/v1.json", false, "no-cache, public")]
    [InlineData("/health", false, null)]
    public async Task AnyAnswer_ToWhoSignedIn_IsKeptByNoCacheAndGuessedAtByNoBrowser(string path, bool signedIn, string? cache)
    {
        using var response = await _api.Api.SendAsync(HttpMethod.Get, path, signedIn ? _caller.Token : null);

        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (response.Headers.CacheControl is { } given ? string.Join(", ", given.ToString().Split(", ").Order()) : null).ShouldBe(cache);
    }

    [Fact]
    public async Task AnyRoute_TwoHundredClientsAtOnce_EachGetsItsOwnAnswer()
    {
        var second = await _api.CallerAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 200),
            new ParallelOptions { MaxDegreeOfParallelism = 200, CancellationToken = Cancellation }, async (i, _) =>
        {
            var caller = i % 2 == 0 ? _caller : second;
            var (path, wanted) = (i % 4) switch
            {
                0 or 1 => ("/api/v1/emails?q=quokka", caller.Values["emails/id"]),
                2 => ($"/api/v1/emails/{caller.Values["emails/id"]}", "4711"),
                _ => ("/api/v1/mailboxes", caller.Values["mailboxes/id"]),
            };
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Token);
            request.Headers.Add("X-Request-ID", $"client-{i}");
            using var response = await _api.Api.Client.SendAsync(request, Cancellation);

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.GetValues("X-Request-ID").ShouldBe([$"client-{i}"]);
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain(wanted);
        });
    }

    private static async Task ShouldBeAProblemAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation));
        problem.GetProperty("status").GetInt32().ShouldBe((int)response.StatusCode);
        problem.GetProperty("request_id").GetString().ShouldBe(response.Headers.GetValues("X-Request-ID").Single());
    }

    /// <summary>A body whose length no one knows beforehand.</summary>
    private sealed class Unmeasured(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
