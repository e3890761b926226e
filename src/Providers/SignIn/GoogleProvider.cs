using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace InboxMind.Providers.SignIn;

/// <summary>Google, by its published OpenID Connect configuration.</summary>
internal sealed class GoogleProvider : IMailProvider
{
    public const string DefaultAuthority = "https://accounts.google.com";
    public const string DefaultImap = "imaps://imap.gmail.com:993";

    private const string Name = "Google";
    private const string MailScope = "https://mail.google.com/";
    private const string Scopes = $"openid email profile {MailScope}";

    private readonly ProviderSettings _settings;
    private readonly HttpClient _http;
    private readonly TokenEndpoint _tokens;
    private readonly IdTokenCheck _idTokens;
    private readonly TimeProvider _time;

    public GoogleProvider(ProviderSettings settings, HttpClient http, TimeProvider time)
    {
        _settings = settings;
        _http = http;
        _time = time;
        _tokens = new TokenEndpoint(http, Name);
        _idTokens = new IdTokenCheck(
            $"{settings.Authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration",
            new HttpDocumentRetriever(http) { RequireHttps = settings.Authority.Scheme == Uri.UriSchemeHttps }, Name, settings.ClientId,
            IsIssuer, time);
    }

    public IdentityProvider Provider => IdentityProvider.Google;

    public Uri? ConsentPage => new("https://myaccount.google.com/connections");

    public async Task<Uri> AuthorizationAddressAsync(AuthorizationRequest request, CancellationToken cancellation) => Addresses.WithQuery(
        (await _idTokens.ConfigurationAsync(cancellation)).AuthorizationEndpoint,
        new()
        {
            ["response_type"] = "code",
            ["client_id"] = _settings.ClientId,
            ["redirect_uri"] = request.RedirectUri.AbsoluteUri,
            ["scope"] = Scopes,
            ["state"] = request.State,
            ["nonce"] = request.Nonce,
            ["code_challenge"] = Pkce.Challenge(request.Verifier),
            ["code_challenge_method"] = "S256",

            // A refresh token, each time anew: Google gives it only together with the question.
            ["access_type"] = "offline",
            ["prompt"] = "consent",
        });

    public async Task<ProviderGrant> RedeemAsync(string code, AuthorizationRequest request, CancellationToken cancellation)
    {
        var published = await _idTokens.ConfigurationAsync(cancellation);
        var reply = await _tokens.RequestAsync(
            new Uri(published.TokenEndpoint),
            new()
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = request.RedirectUri.AbsoluteUri,
                ["client_id"] = _settings.ClientId,
                ["client_secret"] = _settings.ClientSecret,
                ["code_verifier"] = request.Verifier,
            },
            cancellation);
        var idToken = await _idTokens.CheckAsync(reply.IdToken ?? "", request.Nonce, cancellation);
        if (reply.Scope is { } scope && !scope.Split(' ').Contains(MailScope))
        {
            throw new ProviderException(
                ProviderTrouble.MissingScope,
                "You signed in but did not allow access to your mail. Start again and tick the box about Gmail.");
        }

        if (reply.RefreshToken is not { Length: > 0 } kept)
        {
            throw new ProviderException(
                ProviderTrouble.NoRefreshToken,
                "Google gave no lasting access. Remove InboxMind at https://myaccount.google.com/connections, then start again.");
        }

        return new ProviderGrant(Identity(idToken), new ProviderToken(reply.AccessToken!, Expiry(reply), kept));
    }

    public async Task<ProviderToken> RefreshAsync(string kept, CancellationToken cancellation)
    {
        var published = await _idTokens.ConfigurationAsync(cancellation);
        var reply = await _tokens.RequestAsync(
            new Uri(published.TokenEndpoint),
            new()
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = kept,
                ["client_id"] = _settings.ClientId,
                ["client_secret"] = _settings.ClientSecret,
            },
            cancellation);
        return new ProviderToken(reply.AccessToken!, Expiry(reply), reply.RefreshToken is { Length: > 0 } next ? next : kept);
    }

    public async Task<bool> RevokeAsync(string kept, CancellationToken cancellation)
    {
        try
        {
            if (!Uri.TryCreate((await _idTokens.ConfigurationAsync(cancellation)).RevocationEndpoint, UriKind.Absolute, out var address))
                return false;
            using var content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["token"] = kept,
                ["client_id"] = _settings.ClientId,
                ["client_secret"] = _settings.ClientSecret,
            });
            using var response = await _http.PostAsync(address, content, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is ProviderException or HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The person is told where to withdraw the consent by hand.
            return false;
        }
    }

    public ImapConnection Connection(string email) => _settings.Connection(email);

    private static bool IsIssuer(string issuer, JsonWebToken token, OpenIdConnectConfiguration published) =>
        issuer == published.Issuer || (published.Issuer == DefaultAuthority && issuer == "accounts.google.com");

    /// <summary>Google answers for addresses of its own and of Workspace domains. Other addresses were verified once and may have
    /// passed to someone else since.</summary>
    private static ProviderIdentity Identity(JsonWebToken token)
    {
        var email = token.Email("email")
            ?? throw new ProviderException(ProviderTrouble.Untrusted, "Google did not say which mailbox is yours. Please start again.");
        var domain = token.Text("hd")?.ToLowerInvariant();
        var isVerified = token.TryGetPayloadValue<object>("email_verified", out var verified)
            && string.Equals(verified?.ToString(), "true", StringComparison.OrdinalIgnoreCase);
        return new ProviderIdentity(
            IdentityProvider.Google, token.Subject, email,
            isVerified
                && (email.EndsWith("@gmail.com", StringComparison.Ordinal)
                    || (domain is not null && email.EndsWith($"@{domain}", StringComparison.Ordinal))),
            DisplayName.Clean(token.Text("name")), domain);
    }

    private DateTimeOffset Expiry(TokenReply reply) => _time.GetUtcNow().AddSeconds(Math.Min(reply.ExpiresIn, 24 * 60 * 60));
}
