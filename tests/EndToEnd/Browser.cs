using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.EndToEnd;

/// <summary>A person's browser: keeps cookies, and follows the redirects it is shown one by one.</summary>
internal sealed class Browser : IDisposable
{
    private readonly Uri _home;

    public Browser(Uri home)
    {
        _home = home;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = home,
        };
        Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*", 0.8));
    }

    public HttpClient Http { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A client with an access token for the local user, whom the link of a <c>serve</c> signs in.</summary>
    public static async Task<HttpClient> SignedInAsync(ServeProcess serve)
    {
        using var browser = new Browser(serve.Address);
        using var signedIn = await browser.GetAsync(serve.Link);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.OK);
        await browser.RenewAsync();
        var client = new HttpClient { BaseAddress = serve.Address };
        client.DefaultRequestHeaders.Authorization = browser.Http.DefaultRequestHeaders.Authorization;
        return client;
    }

    public Task<HttpResponseMessage> GetAsync(Uri address) => Http.GetAsync(address, Cancellation);

    /// <summary>Gets an access token for the session in the cookie, and sends it from now on.</summary>
    public async Task RenewAsync()
    {
        using var response = await Http.PostAsync(new Uri("/api/v1/auth/refresh", UriKind.Relative), content: null, Cancellation);
        var token = (await ReadAsync(response)).GetProperty("access_token").GetString();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(_home, path), Cancellation);
        return await ReadAsync(response);
    }

    /// <summary>Asks a question.</summary>
    public async Task<JsonElement> AskAsync(string question)
    {
        using var response =
            await Http.PostAsJsonAsync(new Uri("/api/v1/rag/query", UriKind.Relative), new { query = question }, Cancellation);
        return await ReadAsync(response);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    public void Dispose() => Http.Dispose();
}
