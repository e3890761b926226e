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

    [Fact]
    public async Task Serve_Open_GivesTheBrowserAFileOfItsOwnerThatLeadsToTheLink()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The browser is started by xdg-open.");
        Directory.CreateDirectory(_folder["bin"]);
        await File.WriteAllTextAsync(
            _folder["bin/xdg-open"], $"#!/bin/sh\nstat -c %a \"$1\" > '{_folder["seen"]}.new'\ncat \"$1\" >> '{_folder["seen"]}.new'\n"
            + $"mv '{_folder["seen"]}.new' '{_folder["seen"]}'\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder["bin/xdg-open"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        using var serve = await ServeProcess.StartAsync(
            _folder["data"], [new("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}")], arguments: ["--open"],
            cancellation: TestContext.Current.CancellationToken);
        await Eventually.SeeAsync(() => Task.FromResult(File.Exists(_folder["seen"])), static isThere => isThere);

        var seen = await File.ReadAllTextAsync(_folder["seen"], TestContext.Current.CancellationToken);
        seen.ShouldStartWith("600");
        seen.ShouldContain($"url={serve.Link.AbsoluteUri}\"");
    }
}
