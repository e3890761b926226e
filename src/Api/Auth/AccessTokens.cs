using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace InboxMind.Api.Auth;

/// <summary>Access tokens: JWTs (RFC 9068) that name a user and a session and say nothing of rights, which are looked up at each
/// request.</summary>
public sealed class AccessTokens(SigningKeys keys, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    internal const string Issuer = "inboxmind";
    internal const string Audience = "inboxmind-api";
    internal const string SessionClaim = "sid";
    private const string Type = "at+jwt";

    /// <summary>Processes on several machines do not agree on the second.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    /// <summary>Issues a token for the API.</summary>
    public Task<string> IssueAsync(Owner owner, SessionId session, CancellationToken cancellation) =>
        IssueAsync(owner, session, Audience, cancellation);

    /// <summary>Issues a token.</summary>
    /// <param name="owner">Who acts with it.</param>
    /// <param name="session">The session it belongs to and ends with.</param>
    /// <param name="audience">What it is for, and opens alone.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<string> IssueAsync(Owner owner, SessionId session, string audience, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var key = await keys.SigningAsync(cancellation);
        var now = time.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = Issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = owner.User.Value,
                [SessionClaim] = session.Value,
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>What a token has to be. Nothing in the token chooses the algorithm, and its <c>kid</c> can only choose among our own
    /// keys: it is compared, never opened as a name of anything.</summary>
    internal TokenValidationParameters Validation() => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidTypes = [Type],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        ValidateIssuerSigningKey = true,
        TryAllIssuerSigningKeys = false,
        IssuerSigningKeyResolver = (_, _, kid, _) => kid is not null && keys.Find(kid) is { } key ? [key] : [],
        LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            return expires is { } end && end + Skew > now && (notBefore is null || notBefore <= now + Skew);
        },
    };

    /// <summary>The key id a token names, whatever the token is worth; null when it names none.</summary>
    internal static string? KeyIdOf(string token)
    {
        try
        {
            return new JsonWebToken(token).Kid is { Length: > 0 and <= 64 } kid ? kid : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }
}
