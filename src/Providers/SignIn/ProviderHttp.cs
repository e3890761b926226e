namespace InboxMind.Providers.SignIn;

/// <summary>Calls to providers: no redirects, no cookies, an answer within 30 seconds and 1 MB.</summary>
internal static class ProviderHttp
{
    public static HttpClient Create(HttpMessageHandler? handler = null) =>
        new(handler
            ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = TimeSpan.FromSeconds(30),
            MaxResponseContentBufferSize = 1024 * 1024,
        };
}
