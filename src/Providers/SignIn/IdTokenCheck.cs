using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace InboxMind.Providers.SignIn;

/// <summary>Checks id_tokens (OpenID Connect Core 1.0, 3.1.3.7): signature by the provider's published keys, issuer, audience, time and
/// nonce. No algorithm without a key pair is accepted.</summary>
/// <param name="address">Where the provider publishes its configuration.</param>
/// <param name="documents">Reads it.</param>
/// <param name="provider">The provider's name, for messages.</param>
/// <param name="clientId">The audience.</param>
/// <param name="isIssuer">Whether an issuer is the right one for a token.</param>
/// <param name="time">The clock.</param>
internal sealed class IdTokenCheck(
    string address, IDocumentRetriever documents, string provider, string clientId,
    Func<string, JsonWebToken, OpenIdConnectConfiguration, bool> isIssuer, TimeProvider time)
{
    /// <summary>Clocks differ; a token that is older than this by the provider's own word is refused all the same.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private readonly ConfigurationManager<OpenIdConnectConfiguration> _configuration =
        new(address, new OpenIdConnectConfigurationRetriever(), documents);

    /// <summary>What the provider publishes.</summary>
    /// <exception cref="ProviderException">It cannot be read.</exception>
    public Task<OpenIdConnectConfiguration> ConfigurationAsync(CancellationToken cancellation) =>
        ReadAsync(_configuration.GetConfigurationAsync, cancellation);

    private async Task<OpenIdConnectConfiguration> ReadAsync(
        Func<CancellationToken, Task<OpenIdConnectConfiguration>> read, CancellationToken cancellation)
    {
        try
        {
            return await read(cancellation);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ProviderException(
                ProviderTrouble.Transient, $"{provider} cannot be reached at the moment. Please try again later.", e);
        }
    }

    /// <exception cref="ProviderException">The token cannot be trusted.</exception>
    public async Task<JsonWebToken> CheckAsync(string token, string nonce, CancellationToken cancellation)
    {
        var result = await ValidateAsync(token, await ConfigurationAsync(cancellation));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The provider may have new keys: look at once, and let the next ones find them.
            result = await ValidateAsync(
                token, await ReadAsync(stop => OpenIdConnectConfigurationRetriever.GetAsync(address, documents, stop), cancellation));
            _configuration.RequestRefresh();
        }

        if (!result.IsValid || result.SecurityToken is not JsonWebToken valid)
            throw Untrusted(result.Exception);
        if (!valid.TryGetPayloadValue<string>("nonce", out var given)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(nonce)))
            throw Untrusted();

        // Of several audiences the token has to say that it was made for us.
        var isParty = valid.TryGetPayloadValue<string>("azp", out var party);
        if ((valid.Audiences.Count() > 1 || isParty) && party != clientId)
            throw Untrusted();
        return valid.Subject is { Length: > 0 and <= 255 } ? valid : throw Untrusted();
    }

    private ProviderException Untrusted(Exception? inner = null) => new(
        ProviderTrouble.Untrusted,
        $"What {provider} sent about you could not be verified, so you are not signed in. Please start again.", inner);

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration published) =>
        Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAudience = clientId,
            RequireAudience = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            TryAllIssuerSigningKeys = false,
            IssuerSigningKeys = published.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
            IssuerValidator = (issuer, parsed, _) => parsed is JsonWebToken jwt && isIssuer(issuer, jwt, published)
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("Not the provider's issuer."),
            LifetimeValidator = (notBefore, expires, parsed, _) =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                return expires is { } end && end + Skew > now && (notBefore is null || notBefore <= now + Skew)
                    && (parsed as JsonWebToken)?.IssuedAt is { } issued && issued <= now + Skew;
            },
        });
}
