using System.Net;
using InboxMind.Testing;

namespace InboxMind.EndToEnd;

/// <summary>The link that <c>serve</c> prints.</summary>
public sealed class LocalLinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Link_OfServe_SignsOneBrowserInOnce()
    {
        using var serve = await ServeProcess.StartAsync(_folder["data"], cancellation: TestContext.Current.CancellationToken);
        using var browser = new Browser(serve.Address);
        using var other = new Browser(serve.Address);

        using var first = await browser.GetAsync(serve.Link);
        using var second = await other.GetAsync(serve.Link);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("You are signed in");
        second.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Start inboxmind serve again");
        second.Headers.Contains("Set-Cookie").ShouldBeFalse();
        await browser.RenewAsync();
        (await browser.GetJsonAsync("/api/v1/auth/me")).GetProperty("id").GetString().ShouldBe("local");
        using var refused = await other.Http.PostAsync(
            new Uri("/api/v1/auth/refresh", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
