using System.Net;
using System.Net.Sockets;
using InboxMind.Testing;

namespace InboxMind.EndToEnd;

/// <summary><c>serve</c> in a folder and an environment that someone else made.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_FolderWithSettings_OpensNothingElseAndWatchesAndLogsNothing()
    {
        const string Trace =
            """{"Default": "Trace", "Microsoft": "Trace", "Microsoft.AspNetCore": "Trace", "System": "Trace", "InboxMind": "None"}""";
        var port = FreePort();
        Write(
            "appsettings.json",
            $$$"""
            {"Urls": "http://0.0.0.0:{{{port}}}", "Kestrel": {"Endpoints": {"All": {"Url": "http://0.0.0.0:{{{port}}}"} } },
             "Logging": {"LogLevel": {{{Trace}}} , "Console": {"LogLevel": {{{Trace}}} } } }
            """);
        using var serve = await ServeProcess.StartAsync(
            _folder["data"],
            new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = $"http://0.0.0.0:{port}",
                ["DOTNET_URLS"] = $"http://0.0.0.0:{port}",
                ["ASPNETCORE_HTTP_PORTS"] = $"{port}",
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = "Nothing.At.All",
                ["Kestrel__Endpoints__All__Url"] = $"http://0.0.0.0:{port}",
                ["Logging__LogLevel__Default"] = "Trace",
                ["Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
                ["Logging__Console__LogLevel__Default"] = "Trace",
                ["INBOXMIND_Logging__LogLevel__Default"] = "Trace",
            },
            _folder["hostile"], cancellation: TestContext.Current.CancellationToken);
        using var browser = new Browser(serve.Address);
        using (var signedIn = await browser.GetAsync(serve.Link))
            signedIn.StatusCode.ShouldBe(HttpStatusCode.OK);
        await browser.RenewAsync();
        await browser.GetJsonAsync("/api/v1/emails?q=zanzibar");
        await browser.AskAsync("Where is zanzibar?");

        await Should.ThrowAsync<SocketException>(async () => await ConnectAsync(port));
        serve.Output.Split('\n')
            .Where(static l => !l.StartsWith("INBOXMIND_Logging__LogLevel__Default is no setting", StringComparison.Ordinal))
            .Count().ShouldBe(2, serve.Output);
        serve.Output.ShouldNotContain("zanzibar");
        if (OperatingSystem.IsLinux())
            WatchesOf(serve.Id).ShouldBe(0);
    }

    [Fact]
    public async Task Serve_SettingsThatAreNone_StartsAllTheSame()
    {
        Write("appsettings.json", "this is no JSON");
        Write("appsettings.Production.json", "nor is this");

        using var serve =
            await ServeProcess.StartAsync(
                _folder["data"], startedIn: _folder["hostile"], cancellation: TestContext.Current.CancellationToken);

        using var browser = new Browser(serve.Address);
        using var health = await browser.GetAsync(new Uri("/health", UriKind.Relative));
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ConnectAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
    }

    private static int WatchesOf(int process) => Directory.GetFiles($"/proc/{process}/fdinfo")
        .Sum(static file => File.ReadLines(file).Count(static line => line.StartsWith("inotify ", StringComparison.Ordinal)));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(_folder["hostile/below/it"]);
        File.WriteAllText(_folder[$"hostile/{name}"], text);
    }
}
