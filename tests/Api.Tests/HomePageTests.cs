using System.Net;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Accounts.SignIn;

namespace InboxMind.Api.Tests;

/// <summary>What a person sees in a browser, and by which address.</summary>
public sealed class HomePageTests : IAsyncLifetime
{
    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AuthApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Get_Home_SaysHowToAskAndLoadsNothing()
    {
        using var page = await _api.SendAsync(HttpMethod.Get, "/", accept: "text/html");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none';");
        (await page.Content.ReadAsStringAsync(Cancellation)).ShouldContain("inboxmind ask");
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
}
