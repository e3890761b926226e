using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace InboxMind.Providers.SignIn;

/// <summary>Microsoft, through its own library. Each mailbox has a token cache of its own, which the caller keeps encrypted; this class
/// keeps none.</summary>
internal sealed class MicrosoftProvider : IMailProvider, IMsalHttpClientFactory
{
    public const string DefaultAuthority = "https://login.microsoftonline.com/common";
    public const string DefaultImap = "imaps://outlook.office365.com:993";

    private const string Name = "Microsoft";
    private const string MailScope = "https://outlook.office.com/IMAP.AccessAsUser.All";
    private const string NotAccepted = "Microsoft does not accept this sign-in any more. Please start again.";
    private const string Scopes = $"openid email profile offline_access {MailScope}";

    private readonly ProviderSettings _settings;
    private readonly HttpClient _http;
    private readonly IdTokenCheck _idTokens;

    public MicrosoftProvider(ProviderSettings settings, HttpClient http, TimeProvider time)
    {
        _settings = settings;
        _http = http;
        _idTokens = new IdTokenCheck(
            $"{Authority}/v2.0/.well-known/openid-configuration", new HttpDocumentRetriever(http), Name, settings.ClientId, IsIssuer, time);
    }

    public IdentityProvider Provider => IdentityProvider.Microsoft;

    /// <summary>Microsoft has no revocation endpoint.</summary>
    public Uri? ConsentPage => new("https://account.live.com/consent/Manage");

    private string Authority => _settings.Authority.AbsoluteUri.TrimEnd('/');

    public HttpClient GetHttpClient() => _http;

    public Task<Uri> AuthorizationAddressAsync(AuthorizationRequest request, CancellationToken cancellation) =>
        Task.FromResult(Addresses.WithQuery(
        $"{Authority}/oauth2/v2.0/authorize",
        new()
        {
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["client_id"] = _settings.ClientId,
            ["redirect_uri"] = request.RedirectUri.AbsoluteUri,
            ["scope"] = Scopes,
            ["state"] = request.State,
            ["nonce"] = request.Nonce,
            ["code_challenge"] = Pkce.Challenge(request.Verifier),
            ["code_challenge_method"] = "S256",
            ["prompt"] = "select_account",
        }));

    public async Task<ProviderGrant> RedeemAsync(string code, AuthorizationRequest request, CancellationToken cancellation)
    {
        var (app, cache) = App(request.RedirectUri, []);
        var result = await GuardAsync(
            () => app.AcquireTokenByAuthorizationCode([MailScope], code).WithPkceCodeVerifier(request.Verifier).ExecuteAsync(cancellation),
            cancellation);
        var idToken = await _idTokens.CheckAsync(result.IdToken ?? "", request.Nonce, cancellation);
        if (!result.Scopes.Contains(MailScope, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProviderException(
                ProviderTrouble.MissingScope, "You signed in but did not allow access to your mail. Start again and allow it.");
        }

        return new ProviderGrant(Identity(idToken), cache.Token(result));
    }

    public async Task<ProviderToken> RefreshAsync(string kept, CancellationToken cancellation)
    {
        if (kept.Split(' ') is not [var id, var cached])
            throw new ArgumentException("This is not what was kept.", nameof(kept));
        var (app, cache) = App(redirectUri: null, Convert.FromBase64String(cached));
        var account = await app.GetAccountAsync(id)
            ?? throw new ProviderException(ProviderTrouble.NeedsPerson, NotAccepted);
        return cache.Token(await GuardAsync(
            () => app.AcquireTokenSilent([MailScope], account).WithForceRefresh(true).ExecuteAsync(cancellation), cancellation));
    }

    public Task<bool> RevokeAsync(string kept, CancellationToken cancellation) => Task.FromResult(false);

    public ImapConnection Connection(string email) => _settings.Connection(email);

    private (IConfidentialClientApplication App, MsalCache Cache) App(Uri? redirectUri, byte[] cached)
    {
        var builder = ConfidentialClientApplicationBuilder.Create(_settings.ClientId).WithClientSecret(_settings.ClientSecret)
            .WithAuthority(Authority).WithHttpClientFactory(this).WithLegacyCacheCompatibility(false);
        if (redirectUri is not null)
            builder = builder.WithRedirectUri(redirectUri.AbsoluteUri);
        var app = builder.Build();
        var cache = new MsalCache(cached);
        cache.Attach(app.UserTokenCache);
        return (app, cache);
    }

    private static async Task<AuthenticationResult> GuardAsync(Func<Task<AuthenticationResult>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (MsalUiRequiredException e)
        {
            // A second factor, terms of use or a new password are asked for under the same code, but with a class: the grant is not gone.
            var isDefinite = e is { ErrorCode: MsalError.InvalidGrantError, Classification: UiRequiredExceptionClassification.None };
            throw new ProviderException(isDefinite ? ProviderTrouble.InvalidGrant : ProviderTrouble.NeedsPerson, NotAccepted, e);
        }
        catch (MsalServiceException e) when (e.ErrorCode is "invalid_client" or "unauthorized_client")
        {
            throw new ProviderException(
                ProviderTrouble.Settings,
                "Microsoft does not accept this app. The operator has to check its client id, secret and redirect address.", e);
        }
        catch (Exception e) when (e is MsalException or HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ProviderException(ProviderTrouble.Transient, "Microsoft cannot be reached at the moment. Please try again later.", e);
        }
    }

    /// <summary>Every directory is an issuer of its own; the token names it twice.</summary>
    private static bool IsIssuer(string issuer, JsonWebToken token, OpenIdConnectConfiguration published) =>
        Directory(token) is { } directory && issuer
        == published.Issuer.Replace("{tenantid}", directory, StringComparison.Ordinal);

    /// <summary>The subject is directory and object: lasting, and the same for every app. A directory's owner can enter any address for
    /// an account, so no address from Microsoft is proven; an organisation is known by its directory.</summary>
    private static ProviderIdentity Identity(JsonWebToken token)
    {
        if (token.Email("email", "preferred_username") is not { } email
            || Directory(token) is not { } directory || token.Text("oid") is not { Length: > 0 and <= 64 } account)
            throw new ProviderException(ProviderTrouble.Untrusted, "Microsoft did not say which mailbox is yours. Please start again.");
        return new ProviderIdentity(
            IdentityProvider.Microsoft, $"{directory}.{account}", email, EmailIsProven: false,
            DisplayName.Clean(token.Text("name")), directory);
    }

    private static string? Directory(JsonWebToken token) => Guid.TryParse(token.Text("tid"), out var id) ? id.ToString("D") : null;

    /// <summary>The library's cache for one call.</summary>
    private sealed class MsalCache(byte[] content)
    {
        private byte[] _content = content;

        public void Attach(ITokenCache cache)
        {
            cache.SetBeforeAccess(args =>
            {
                if (_content.Length > 0)
                    args.TokenCache.DeserializeMsalV3(_content);
            });
            cache.SetAfterAccess(args =>
            {
                if (args.HasStateChanged)
                    _content = args.TokenCache.SerializeMsalV3();
            });
        }

        public ProviderToken Token(AuthenticationResult result) => new(
            result.AccessToken, result.ExpiresOn, $"{result.Account.HomeAccountId.Identifier} {Convert.ToBase64String(_content)}");
    }
}
