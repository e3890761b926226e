using System.Net;
using System.Text.RegularExpressions;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Accounts.SignIn;

namespace InboxMind.Api.Tests.Web;

/// <summary>What a person sees in a browser, and by which address.</summary>
public sealed partial class WebPageTests : IAsyncLifetime
{
    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AuthApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Get_Page_RunsAndLoadsOnlyItsOwnFiles()
    {
        using var page = await _api.SendAsync(HttpMethod.Get, "/", accept: "text/html");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldSatisfyAllConditions(
            static p => p.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';"),
            static p => p.ShouldNotContain("unsafe"), static p => p.ShouldNotContain("http"));
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Elsewhere().Count(html).ShouldBe(0);
        foreach (Match file in Loaded().Matches(html))
        {
            using var asset = await _api.SendAsync(HttpMethod.Get, file.Groups[1].Value);
            asset.StatusCode.ShouldBe(HttpStatusCode.OK);
            asset.Headers.CacheControl!.ToString().ShouldContain("immutable");
            asset.Headers.GetValues("X-Content-Type-Options").ShouldHaveSingleItem().ShouldBe("nosniff");
        }

        Loaded().Count(html).ShouldBe(2);
    }

    [Fact]
    public async Task Get_Page_WeighsLittle()
    {
        var weight = 0L;
        using var page = await _api.SendAsync(HttpMethod.Get, "/", accept: "text/html");
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        foreach (var path in Loaded().Matches(html).Select(static m => m.Groups[1].Value).Prepend("/"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.AcceptEncoding.ParseAdd("br");
            using var answer = await _api.Client.SendAsync(request, Cancellation);
            answer.Content.Headers.ContentEncoding.ShouldHaveSingleItem().ShouldBe("br");
            weight += (await answer.Content.ReadAsByteArrayAsync(Cancellation)).Length;
        }

        weight.ShouldBeInRange(10_000, 60_000);
    }

    [Fact]
    public async Task Get_PageThatIsKnown_IsNotSentAgain()
    {
        using var first = await _api.SendAsync(HttpMethod.Get, "/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _api.Client.SendAsync(request, Cancellation);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var none = await _api.SendAsync(HttpMethod.Get, "/assets/nothing.js");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_PageAfterSignIn_LeadsToOneThatIsThere()
    {
        var code = await _api.Get<LocalSignIn>().OfferAsync(Cancellation);
        using var done = await _api.SendAsync(HttpMethod.Get, $"/api/v1/auth/local?code={code}", accept: "text/html");
        (await done.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<a href=\"/\">");

        using var home = await _api.SendAsync(HttpMethod.Get, "/", accept: "text/html");

        home.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5180/", "http://localhost:5180/")]
    [InlineData("http://[::1]:5180/api/v1/auth/local?code=x", "http://localhost:5180/api/v1/auth/local?code=x")]
    [InlineData("http://127.0.0.1/api/v1/oauth/google?intent=connect", "http://localhost/api/v1/oauth/google?intent=connect")]
    [InlineData("http://127.0.0.1:7071/api/v1/oauth/google/callback?state=s&code=c",
        "http://localhost:7071/api/v1/oauth/google/callback?state=s&code=c")]
    public async Task Get_PageByANumber_IsSentToLocalhost(string address, string to)
    {
        using var sent = await _api.SendAsync(HttpMethod.Get, address, accept: "text/html");

        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        sent.Headers.Location.ShouldBe(new Uri(to));
    }

    [GeneratedRegex("(?:src|href)=\"(?!/[^/]|data:)")]
    private static partial Regex Elsewhere();

    /// <summary>What the page loads.</summary>
    [GeneratedRegex("(?:src|href)=\"(/[^\"]+)\"")]
    private static partial Regex Loaded();
}
