using System.Net;
using InboxMind.Testing;
using ModelContextProtocol.Authentication;
using ModelContextProtocol.Client;

namespace InboxMind.EndToEnd.Web;

/// <summary>An assistant that nobody knew before, from its first call to mail, with a person in a real browser.</summary>
public sealed class AssistantTests : IDisposable
{
    /// <summary>The person's browser is part of the handshake: on a starved machine it takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Assistant_AllowedInTheBrowser_ReadsMail()
    {
        WebTools.RequireBrowser();
        using (var import = new ServerProcess("import", SampleMailbox.Folder, "--data", _folder["data"]))
            (await import.EndAsync()).ShouldSucceed();
        using var serve = await ServeProcess.StartAsync(_folder["data"], cancellation: Cancellation);
        using var back = new HttpListener();
        var address = Listen(back);

        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new HttpClientTransportOptions
            {
                Endpoint = new Uri(serve.Address, "/mcp"),
                TransportMode = HttpTransportMode.StreamableHttp,
                OAuth = new ClientOAuthOptions
                {
                    RedirectUri = address,
                    DynamicClientRegistration = new DynamicClientRegistrationOptions { ClientName = "Test assistant" },
                    AuthorizationCallbackHandler = (asked, _) => AllowAsync(asked.AuthorizationUri, back, serve),
                },
            }),
            new McpClientOptions { InitializationTimeout = Patience },
            cancellationToken: Cancellation);
        var result = await client.CallToolAsync(
            "search", new Dictionary<string, object?> { ["query"] = "calibration bath" }, cancellationToken: Cancellation);

        (result.IsError ?? false).ShouldBeFalse();
        result.StructuredContent.ShouldNotBeNull().GetProperty("results").GetArrayLength().ShouldBeGreaterThan(3);

        // Its session is shown on the page, and ends there.
        using var later = await ServeProcess.StartAsync(_folder["data"], cancellation: Cancellation);
        var browser = await WebTools.RunAsync([], "tests/run.mjs", "assistants", later.Link.AbsoluteUri);
        browser.Code.ShouldBe(0, browser.Error + browser.Out);
    }

    /// <summary>The person signs in, reads the page and allows it; the browser comes back to the assistant.</summary>
    private static async Task<AuthorizationResult?> AllowAsync(Uri asked, HttpListener back, ServeProcess serve)
    {
        var coming = ComingBackAsync(back);
        var browser = await WebTools.RunAsync([], "tests/run.mjs", "assistant", serve.Link.AbsoluteUri, asked.AbsoluteUri);
        browser.Code.ShouldBe(0, browser.Error + browser.Out);
        return await coming.WaitAsync(Cancellation);
    }

    /// <summary>Answers the browser at once: it waits for that.</summary>
    private static async Task<AuthorizationResult?> ComingBackAsync(HttpListener back)
    {
        var context = await back.GetContextAsync();
        var query = context.Request.QueryString;
        context.Response.Close();
        return new AuthorizationResult { Code = query["code"]!, State = query["state"]!, Iss = query["iss"] };
    }

    private static Uri Listen(HttpListener listener)
    {
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            listener.Prefixes.Add($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        listener.Start();
        return new Uri(listener.Prefixes.Single() + "callback");
    }
}
