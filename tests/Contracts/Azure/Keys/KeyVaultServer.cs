using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using InboxMind.Azure.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.Contracts.Azure.Keys;

/// <summary>A Key Vault that is strict about what it is asked: the challenge first, then the token, the version of the service, and
/// nothing but reading certificates. Its calls go to <c>https://inboxmind.vault.azure.net</c> as in production, and are led here.</summary>
public sealed class KeyVaultServer : IAsyncLifetime
{
    private const string Token = "token-of-the-app";

    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <summary>Making one takes long.</summary>
    private static readonly RSA[] Keys = [RSA.Create(2048), RSA.Create(2048)];

    private readonly List<Version> _versions = [];
    private WebApplication? _app;

    public const string Name = "inboxmind";

    internal static readonly KeyVaultSettings Settings = new(new Uri("https://inboxmind.vault.azure.net"), Name);

    /// <summary>Answers in the place of the vault while it is set.</summary>
    public (int Status, string Code)? Refusal { get; set; }

    /// <summary>How many requests that carried a token are answered with 429 first.</summary>
    public int Throttled { get; set; }

    /// <summary>What was asked, method and path.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Adds a version of the certificate, newer than the others.</summary>
    public X509Certificate2 Add(DateTimeOffset from, DateTimeOffset to, bool isExportable = true, bool isElliptic = false)
    {
        var rsa = Keys[_versions.Count % Keys.Length];
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = isElliptic
            ? new CertificateRequest("CN=inboxmind", ecdsa, HashAlgorithmName.SHA256)
            : new CertificateRequest("CN=inboxmind", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var certificate = request.CreateSelfSigned(from, to);
        lock (_versions)
            _versions.Add(new Version(Guid.NewGuid().ToString("n"), certificate, Epoch.AddDays(_versions.Count), isExportable));
        return certificate;
    }

    public void TurnOff(X509Certificate2 certificate)
    {
        lock (_versions)
            _versions.Single(v => v.Certificate.Thumbprint == certificate.Thumbprint).Enabled = false;
    }

    /// <summary>What asks this vault as the app does.</summary>
    internal VaultCertificates Certificates(TimeProvider time, KeyVaultSettings? settings = null) => new(
        settings ?? Settings, new AppCredential(), time,
        options =>
        {
            options.Transport = new HttpClientTransport(new HttpClient(new Redirect(Port) { InnerHandler = AcceptAny() }));
            options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        });

    private int Port => new Uri(
        _app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    public async ValueTask InitializeAsync()
    {
        using var certificate = new CertificateRequest("CN=localhost", Keys[0], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var tls = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(tls)));
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Asked.Enqueue($"{request.Method} {request.Path}");
        if (request.Method != HttpMethods.Get || request.Host.Host != "inboxmind.vault.azure.net")
            return FailAsync(context, 405, "MethodNotAllowed");
        if (request.Headers.Authorization.Count == 0)
        {
            context.Response.Headers.WWWAuthenticate =
                "Bearer authorization=\"https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111\", "
                + "resource=\"https://vault.azure.net\"";
            return FailAsync(context, 401, "Unauthorized");
        }

        if (request.Headers.Authorization != $"Bearer {Token}")
            return FailAsync(context, 401, "Unauthorized");
        if (string.IsNullOrEmpty(request.Query["api-version"]))
            return FailAsync(context, 400, "BadParameter");
        if (Throttled-- > 0)
        {
            context.Response.Headers.RetryAfter = "0";
            return FailAsync(context, 429, "Throttled");
        }

        if (Refusal is { } refusal)
            return FailAsync(context, refusal.Status, refusal.Code);
        lock (_versions)
        {
            return request.Path.Value!.Trim('/').Split('/') switch
            {
                ["certificates", Name, "versions"] when _versions.Count > 0 =>
                    ListAsync(context, int.Parse("0" + request.Query["$skiptoken"])),
                ["certificates", Name, var id] when Find(id) is { } version => context.Response.WriteAsJsonAsync(version.Describe()),
                ["secrets", Name, var id] when Find(id) is { Enabled: true } version => context.Response.WriteAsJsonAsync(version.Secret()),
                _ => FailAsync(context, 404, "CertificateNotFound"),
            };
        }
    }

    private Version? Find(string id) => _versions.Find(v => v.Id == id);

    /// <summary>One version a page.</summary>
    private Task ListAsync(HttpContext context, int first) => context.Response.WriteAsJsonAsync(new
    {
        value = _versions.Skip(first).Take(1).Select(static v => v.Describe()),
        nextLink = first + 1 < _versions.Count
            ? $"{Settings.Vault}certificates/{Name}/versions?api-version=7.5&$skiptoken={first + 1}"
            : null,
    });

    private static Task FailAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        var outer = status == 403 ? "Forbidden" : code;
        return context.Response.WriteAsJsonAsync(new { error = new { code = outer, message = "No.", innererror = new { code } } });
    }

    private static HttpClientHandler AcceptAny() =>
        new() { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };

    private sealed class Version(string id, X509Certificate2 certificate, DateTimeOffset created, bool isExportable)
    {
        public string Id => id;

        public X509Certificate2 Certificate => certificate;

        public bool Enabled { get; set; } = true;

        public object Describe() => new
        {
            id = $"{Settings.Vault}certificates/{Name}/{id}",
            sid = $"{Settings.Vault}secrets/{Name}/{id}",
            kid = $"{Settings.Vault}keys/{Name}/{id}",
            x5t = Convert.ToBase64String(certificate.GetCertHash()).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            cer = Convert.ToBase64String(certificate.RawData),
            attributes = new
            {
                enabled = Enabled,
                created = created.ToUnixTimeSeconds(),
                nbf = new DateTimeOffset(certificate.NotBefore).ToUnixTimeSeconds(),
                exp = new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds(),
            },
            policy = new { key_props = new { exportable = isExportable, kty = "RSA" } },
        };

        /// <summary>Of a key that may not be exported the vault gives the certificate alone.</summary>
        public object Secret() => new
        {
            id = $"{Settings.Vault}secrets/{Name}/{id}",
            contentType = "application/x-pkcs12",
            value = Convert.ToBase64String(isExportable
                ? certificate.Export(X509ContentType.Pfx)
                : X509CertificateLoader.LoadCertificate(certificate.RawData).Export(X509ContentType.Pfx)),
        };
    }

    private sealed class AppCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            requestContext.Scopes.ShouldBe(["https://vault.azure.net/.default"]);
            return new AccessToken(Token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private sealed class Redirect(int port) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(Lead(request), cancellationToken);

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.Send(Lead(request), cancellationToken);

        private HttpRequestMessage Lead(HttpRequestMessage request)
        {
            request.Headers.Host = request.RequestUri!.Host;
            request.RequestUri = new UriBuilder(request.RequestUri) { Host = "127.0.0.1", Port = port }.Uri;
            return request;
        }
    }
}
