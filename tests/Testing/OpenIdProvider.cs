using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InboxMind.Testing;

/// <summary>npm's oidc-provider in a process of its own, and a person who fills in its forms. It plays Google.</summary>
public sealed partial class OpenIdProvider : IAsyncLifetime
{
    public const string ClientId = "inboxmind";
    public const string ClientSecret = "secret-of-the-test";

    /// <summary>Another client, which looks at the tokens that a mail server is shown.</summary>
    private const string MailServer = "mail-server:secret-of-the-mail-server";

    private Process? _process;

    public OpenIdProvider()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Authority = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
    }

    public Uri Authority { get; }

    /// <summary>Where a mail server asks about tokens (RFC 7662), with its name and secret.</summary>
    public Uri Introspection => new($"http://{MailServer}@127.0.0.1:{Authority.Port}/token/introspection");

    private static string Folder { get; } = Path.Combine(Repository.Folder, "tests", "OpenId");

    private static bool IsInstalled => Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider"));

    public async ValueTask InitializeAsync()
    {
        if (IsInstalled)
            await StartAsync(new Uri("http://localhost/api/v1/oauth/google/callback"));
    }

    /// <summary>Starts it.</summary>
    /// <param name="callback">The one address it sends browsers back to.</param>
    public async Task StartAsync(Uri callback)
    {
        _process = Process.Start(new ProcessStartInfo("node", ["provider.mjs", $"{Authority.Port}", callback.AbsoluteUri])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var ready = new TaskCompletionSource();
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is "ready" or null)
                ready.TrySetResult();
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(5), TimeProvider.System);
    }

    /// <summary>Skips the test without the provider, or fails it in CI.</summary>
    public static void Require()
    {
        if (IsInstalled)
            return;
        const string reason = "oidc-provider is not installed: run npm ci in tests/OpenId.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    public void Stop() => _process?.Kill();

    /// <summary>Signs in at the provider and consents, in a browser of its own.</summary>
    /// <returns>Where the provider sends the browser.</returns>
    public static async Task<Uri> ConsentAsync(Uri address, string login, bool allow = true)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler);
        return await ConsentAsync(browser, address, login, allow);
    }

    /// <summary>Signs in at the provider and consents, in a browser that keeps cookies and follows no redirect by itself.</summary>
    /// <returns>Where the provider sends the browser.</returns>
    public static async Task<Uri> ConsentAsync(HttpClient browser, Uri address, string login, bool allow = true)
    {
        for (var steps = 0; steps < 20; steps++)
        {
            if (address.Host == "localhost")
                return address;
            var response = await browser.GetAsync(address, TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                if (!allow && page.Contains("value=\"consent\"", StringComparison.Ordinal))
                {
                    address = new Uri(address, $"{address.AbsolutePath}/abort");
                    continue;
                }

                var form = new Dictionary<string,
                string>
                { ["prompt"] = Prompt().Match(page).Groups[1].Value, ["login"] = login, ["password"] = "x" };
                using var content = new FormUrlEncodedContent(form);
                response = await browser.PostAsync(address, content, TestContext.Current.CancellationToken);
            }

            address = new Uri(address, response.Headers.Location
                ?? throw new InvalidOperationException($"No way on from {address}: {response.StatusCode}."));
        }

        throw new InvalidOperationException("The provider asks for ever.");
    }

    /// <summary>Whether a token is valid, by the provider's own word (RFC 7662).</summary>
    public async Task<bool> IsActiveAsync(string token)
    {
        using var http = new HttpClient();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["token"] = token,
            ["client_id"] = ClientId,
            ["client_secret"] = ClientSecret,
        });
        using var response =
            await http.PostAsync(new Uri(Authority, "/token/introspection"), content, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("active")
            .GetBoolean();
    }

    /// <summary>Revokes a token as a person would in their account.</summary>
    public async Task RevokeAsync(string token)
    {
        using var http = new HttpClient();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["token"] = token,
            ["client_id"] = ClientId,
            ["client_secret"] = ClientSecret,
        });
        (await http.PostAsync(new Uri(Authority, "/token/revocation"), content, TestContext.Current.CancellationToken))
            .EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("name=\"prompt\" value=\"([a-z]+)\"")]
    private static partial Regex Prompt();
}
