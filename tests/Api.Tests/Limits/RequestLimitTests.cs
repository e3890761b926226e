using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json;
using InboxMind.Api.Limits;
using InboxMind.Api.Tests.Auth;
using InboxMind.Api.Tests.Rag;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Answers;
using InboxMind.Embedded.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Limits;

[ThroughFunctions]
public sealed class RequestLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_OneMoreThanAUserMayAsk_IsTooManyWithTheTimeToWait()
    {
        await using var api = await QuestionApi.StartAsync(static s => s.AddSingleton(new RequestLimits { QuestionsPerMinute = 3 }));
        for (var left = 2; left >= 0; left--)
        {
            using var allowed = await api.PostAsync("/api/v1/rag/query", new { query = "pump" });
            allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
            allowed.Headers.GetValues("RateLimit").Single().ShouldContain($"\"questions\";r={left}");
            allowed.Headers.GetValues("RateLimit-Policy").Single().ShouldContain("\"questions\";q=3;w=60");
        }

        using var refused = await api.PostAsync("/api/v1/rag/query/stream", new { query = "pump" });

        await ShouldBeTooManyAsync(refused, seconds: 60);
        refused.Headers.GetValues("RateLimit").Single().ShouldContain("\"questions\";r=0");
        using var other = await api.PostAsync("/api/v1/rag/query", new { query = "pump" }, api.Mail.MallorysToken);
        other.StatusCode.ShouldBe(HttpStatusCode.OK, "each user has a count of their own");
        (await api.HistoryAsync()).Count.ShouldBe(3, "other routes have a count of their own");
    }

    /// <summary>The clock is the test's own: no request is counted under another time than it is meant to be.</summary>
    [Fact]
    public async Task AnyRoute_AfterTheTimeToWait_IsAllowedAgainAndNotBefore()
    {
        await using var api = await AuthApi.StartAsync(static s => s.AddSingleton(new RequestLimits { RequestsPerMinute = 2 }));
        var (_, _, token) = await api.SignInAsync("anna");
        api.Time.Advance(TimeSpan.FromSeconds(7));
        using (var first = await api.MeAsync(token))
            first.StatusCode.ShouldBe(HttpStatusCode.OK);
        api.Time.Advance(TimeSpan.FromSeconds(25));
        using (var second = await api.MeAsync(token))
            second.StatusCode.ShouldBe(HttpStatusCode.OK);

        for (var round = 0; round < 3; round++)
        {
            using var refused = await api.MeAsync(token);
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            var wait = int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture);
            wait.ShouldBeInRange(1, 60);
            api.Time.Advance(TimeSpan.FromSeconds(wait - 1));
            using var early = await api.MeAsync(token);
            early.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, $"a second before {wait} seconds are over");
            early.Headers.GetValues("Retry-After").ShouldBe(["1"]);
            api.Time.Advance(TimeSpan.FromSeconds(1));
            using var allowed = await api.MeAsync(token);
            allowed.StatusCode.ShouldBe(HttpStatusCode.OK, $"{wait} seconds are over");
        }
    }

    [Fact]
    public async Task AnyRoute_RefusedToAUser_CountsForTheAddressOnce()
    {
        await using var api = await AuthApi.StartAsync(static s => s.AddSingleton(
            new RequestLimits { RequestsPerMinute = 1, AddressRequestsPerMinute = 10 }));
        var (_, _, token) = await api.SignInAsync("anna");
        foreach (var left in (int[])[9, 8, 7])
        {
            using var response = await api.MeAsync(token);
            response.StatusCode.ShouldBe(left == 9 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests);
            response.Headers.GetValues("RateLimit").ShouldBe([$"\"address\";r={left}, \"user\";r=0"]);
        }
    }

    [Fact]
    public async Task AnyRoute_AMinuteLater_HasAllItsRequestsAgain()
    {
        await using var api = await AuthApi.StartAsync(static s => s.AddSingleton(new RequestLimits { RequestsPerMinute = 5 }));
        var (_, _, token) = await api.SignInAsync("anna");
        foreach (var left in (int[])[4, 3, 2, 1, 0])
        {
            using var allowed = await api.MeAsync(token);
            allowed.Headers.GetValues("RateLimit").Single().ShouldContain($"\"user\";r={left}");
        }

        api.Time.Advance(TimeSpan.FromSeconds(60));

        using var later = await api.MeAsync(token);
        later.Headers.GetValues("RateLimit").Single().ShouldContain("\"user\";r=4");
    }

    [Fact]
    public async Task AnyRoute_OneMoreThanAUserMayCall_IsTooMany()
    {
        await using var api = await AuthApi.StartAsync(static s => s.AddSingleton(new RequestLimits { RequestsPerMinute = 2 }));
        var (_, _, anna) = await api.SignInAsync("anna");
        var (_, _, ben) = await api.SignInAsync("ben");
        for (var i = 0; i < 2; i++)
        {
            using var allowed = await api.MeAsync(anna);
            allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var refused = await api.MeAsync(anna);
        await ShouldBeTooManyAsync(refused, seconds: 60);
        using var other = await api.MeAsync(ben);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("POST", "/api/v1/auth/refresh")]
    [InlineData("GET", "/api/v1/auth/local?code=guess")]
    [InlineData("GET", "/api/v1/oauth/google")]
    [InlineData("GET", "/api/v1/oauth/google/callback?state=guess")]
    public async Task SignIn_OneMoreThanAnAddressMayTry_IsTooMany(string method, string path)
    {
        await using var api = await AuthApi.StartAsync(static s => s.AddSingleton(new RequestLimits { SignInsPerMinute = 2 }));
        for (var i = 0; i < 2; i++)
        {
            using var tried = await api.SendAsync(new HttpMethod(method), path);
            tried.StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        }

        using var refused = await api.SendAsync(new HttpMethod(method), path);
        await ShouldBeTooManyAsync(refused, seconds: 60);
        using var health = await api.SendAsync(HttpMethod.Get, "/health");
        health.StatusCode.ShouldBe(HttpStatusCode.OK, "other routes have a count of their own");
    }

    [Theory]
    [InlineData("/api/v1/auth/local?code=guess", "text/html")]
    [InlineData("/api/v1/oauth/google", "text/html")]
    [InlineData("/api/v1/oauth/google/callback?state=guess", "text/html")]
    [InlineData("/api/v1/auth/me", "application/problem+json")]
    public async Task BrowserAtALimit_OnARouteThatItOpens_IsShownAPage(string path, string type)
    {
        await using var api = await AuthApi.StartAsync(
            static s => s.AddSingleton(new RequestLimits { SignInsPerMinute = 1, AddressRequestsPerMinute = 1 }));
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
            if (i == 0)
                continue;
            response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Too many requests");
        }
    }

    [Fact]
    public async Task Browser_StorageOutOfReachWhileItSignsIn_IsShownAPage()
    {
        await using var api = await AuthApi.StartAsync(static s => s.AddSingleton(DispatchProxy.Create<IOneTimeLinks, OutOfReach>()));

        using var response = await api.SendAsync(HttpMethod.Get, $"/api/v1/auth/local?code={new string('a', 43)}", accept: "text/html");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("The storage is not available");
    }

    [Fact]
    public async Task AnyRoute_WithoutOrWithAForgedToken_CountsForTheAddress()
    {
        await using var api = await AuthApi.StartAsync(static s => s.AddSingleton(new RequestLimits { AddressRequestsPerMinute = 3 }));
        foreach (var token in (string?[])[null, "forged", null])
        {
            using var refused = await api.MeAsync(token);
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var tooMany = await api.MeAsync(null);
        await ShouldBeTooManyAsync(tooMany, seconds: 60);
        using var unknown = await api.SendAsync(HttpMethod.Get, "/api/v1/nothing");
        unknown.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, "routes that do not exist count too");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task ForwardedAddress_Given_CountsOnlyBehindAsManyProxiesAsAreSet(int proxies, bool counts)
    {
        await using var api =
            await AuthApi.StartAsync(s => s.AddSingleton(new RequestLimits { AddressRequestsPerMinute = 1, Proxies = proxies })
            .AddSingleton(new Core.Users.AccountSettings { PublicAddress = new Uri("https://mail.example") }));
        (await SendFromAsync("192.0.2.1")).ShouldBe(HttpStatusCode.OK);
        (await SendFromAsync("192.0.2.1")).ShouldBe(HttpStatusCode.TooManyRequests);

        // What the caller itself puts before its address counts in no case.
        (await SendFromAsync("192.0.2.9, 192.0.2.1")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await SendFromAsync("192.0.2.2")).ShouldBe(counts ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests);

        async Task<HttpStatusCode> SendFromAsync(string forwarded)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("https://mail.example/health"));
            request.Headers.Add("X-Forwarded-For", forwarded);
            using var response = await api.Client.SendAsync(request, Cancellation);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Query_BudgetOfTheDayUsedUp_IsTooManyUntilMidnightAndCountsForEveryProcess()
    {
        await using var api = await QuestionApi.StartAsync(static s => s.AddSingleton(new AnswerSettings { QuestionsPerDay = 2 }));
        await api.AddPumpAsync();
        await api.AskAsync("pump 1");
        await api.AskAsync("pump 1");
        await using var second = await AuthApi.StartAsync(
            s => s.AddSingleton(new AnswerSettings { QuestionsPerDay = 2 }).AddSingleton<IChatModels>(api.Chat),
            api.Mail.Api.Time, api.Mail.Api.Data);
        using (var content = System.Net.Http.Json.JsonContent.Create(new { query = "pump 2" }))
        using (var there = await second.SendAsync(HttpMethod.Post, "/api/v1/rag/query", api.Mail.AnnasToken, content: content))
            there.StatusCode.ShouldBe(HttpStatusCode.OK, "the question asked twice was answered once");

        using var refused = await api.PostAsync("/api/v1/rag/query", new { query = "pump 3" });
        using var refusedStream = await api.PostAsync("/api/v1/rag/query/stream", new { query = "pump 3" });

        // It is 09:00.
        await ShouldBeTooManyAsync(refused, seconds: 15 * 60 * 60);
        await ShouldBeTooManyAsync(refusedStream, seconds: 15 * 60 * 60);
        (await api.IsCachedAsync("pump 1")).ShouldBeTrue("what is known costs nothing");
        (await api.AskAsync("pump 3", token: api.Mail.MallorysToken)).GetProperty("metadata").GetProperty("cached").GetBoolean()
            .ShouldBeFalse();
        api.Mail.Api.Time.Advance(TimeSpan.FromHours(15));
        var (_, _, tomorrow) = await api.Mail.Api.SignInAsync("anna");
        await api.AskAsync("pump 3", token: tomorrow);
    }

    [Fact]
    public async Task Query_ModelUnavailable_CostsNothing()
    {
        await using var api = await QuestionApi.StartAsync(static s => s.AddSingleton(new AnswerSettings { QuestionsPerDay = 1 }));
        await api.AddPumpAsync();
        var say = api.Chat.Say;
        api.Chat.Say = static (_, _) => throw new ModelUnavailableException("It is down.");
        using (var down = await api.PostAsync("/api/v1/rag/query", new { query = "pump" }))
            down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        api.Chat.Say = say;

        (await api.AskAsync("pump")).GetProperty("metadata").GetProperty("found").GetBoolean().ShouldBeTrue();
    }

    private static async Task ShouldBeTooManyAsync(HttpResponseMessage response, int seconds)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        int.Parse(response.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture).ShouldBeInRange(1, seconds);
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation));
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("request_id").GetString().ShouldBe(response.Headers.GetValues("X-Request-ID").Single());
    }

    /// <summary>A store that cannot be used.</summary>
    public class OutOfReach : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new DataFolderException("It is gone.");
    }
}
