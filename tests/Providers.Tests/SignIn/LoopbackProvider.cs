using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace InboxMind.Providers.Tests.SignIn;

/// <summary>A provider on this machine that answers as the test tells it, with lies where the test wants them.</summary>
internal sealed class LoopbackProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private RSA _key = RSA.Create(2048);

    private LoopbackProvider(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public string KeyId { get; private set; } = "k1";

    /// <summary>What the token endpoint answers, and with which status.</summary>
    public Func<IFormCollection, (int Status, string Body)> Token { get; set; } = static _ => (500, "");

    public List<Dictionary<string, string>> Requests { get; } = [];

    /// <summary>The issuer it publishes; it speaks in Microsoft's name when there is one.</summary>
    public string? Issuer { get; set; }

    public static async Task<LoopbackProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new LoopbackProvider(app);
        app.Run(provider.AnswerAsync);
        await app.StartAsync();
        provider.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return provider;
    }

    /// <summary>Signs with a new key from now on, and publishes it alone.</summary>
    public void RotateKey() => (_key, KeyId) = (RSA.Create(2048), "k2");

    public string Sign(Dictionary<string, object> claims, SecurityKey? key = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            SigningCredentials = new SigningCredentials(key ?? new RsaSecurityKey(_key) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256),
        });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var root = Address.AbsoluteUri.TrimEnd('/');
        if (path.EndsWith("/token", StringComparison.Ordinal))
        {
            var form = await context.Request.ReadFormAsync();
            Requests.Add(form.ToDictionary(static f => f.Key, static f => f.Value.ToString()));
            var (status, body) = Token(form);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body);
        }
        else if (path.EndsWith("/openid-configuration", StringComparison.Ordinal))
        {
            var host = Issuer is null ? root : "https://login.microsoftonline.com/common";
            await context.Response.WriteAsync($$"""
                {"issuer":"{{Issuer ?? root}}","authorization_endpoint":"{{host}}/auth","token_endpoint":"{{host}}/token",
                "jwks_uri":"{{host}}/keys"}
                """);
        }
        else if (path.EndsWith("/discovery/instance", StringComparison.Ordinal))
        {
            await context.Response.WriteAsync(
                """
                {"tenant_discovery_endpoint":"https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
                "api-version":"1.1",
                "metadata":[{"preferred_network":"login.microsoftonline.com","preferred_cache":"login.windows.net",
                "aliases":["login.microsoftonline.com","login.windows.net"]}]}
                """);
        }
        else if (path.EndsWith("/keys", StringComparison.Ordinal))
        {
            var parameters = _key.ExportParameters(includePrivateParameters: false);
            await context.Response.WriteAsync($$"""
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{KeyId}}","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}",
                "e":"{{Base64Url.EncodeToString(parameters.Exponent)}}"}]}
                """);
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }

    public static string None(string token) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"JWT"}"""))}.{token.Split('.')[1]}.";
}
