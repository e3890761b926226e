namespace InboxMind.Core.Mailboxes;

/// <summary>A provider that signs people in and lets us read their mailbox: OAuth 2.0 with PKCE (RFC 7636) and OpenID Connect.</summary>
public interface IMailProvider
{
    IdentityProvider Provider { get; }

    /// <summary>Where a person withdraws their consent by hand; null where <see cref="RevokeAsync"/> does it.</summary>
    Uri? ConsentPage { get; }

    /// <summary>Where to send the browser.</summary>
    /// <exception cref="ProviderException">The provider cannot be reached.</exception>
    Task<Uri> AuthorizationAddressAsync(AuthorizationRequest request, CancellationToken cancellation);

    /// <summary>Turns a code into tokens and checks the id_token: signature, issuer, audience, nonce, time.</summary>
    /// <exception cref="ProviderException">It did not work; the message is a sentence for the person.</exception>
    Task<ProviderGrant> RedeemAsync(string code, AuthorizationRequest request, CancellationToken cancellation);

    /// <summary>Gets a new access token.</summary>
    /// <param name="kept">What <see cref="ProviderToken.Kept"/> was before.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <exception cref="ProviderException"><see cref="ProviderTrouble.InvalidGrant"/>: the consent is gone for good, and what is kept
    /// with it. <see cref="ProviderTrouble.NeedsPerson"/>: it is not, but the person has to sign in.</exception>
    Task<ProviderToken> RefreshAsync(string kept, CancellationToken cancellation);

    /// <summary>Takes the consent back where the provider lets us.</summary>
    /// <returns>Whether the provider confirmed it.</returns>
    Task<bool> RevokeAsync(string kept, CancellationToken cancellation);

    /// <summary>How the account's mailbox is reached.</summary>
    ImapConnection Connection(string email);
}

/// <summary>One request for consent. State, nonce and verifier are secrets of the browser that asks.</summary>
public sealed record AuthorizationRequest(Uri RedirectUri, string State, string Nonce, string Verifier)
{
    public override string ToString() => RedirectUri.ToString();
}

/// <summary>What a provider gave: who it is, and access to their mail.</summary>
public sealed record ProviderGrant(ProviderIdentity Identity, ProviderToken Token);

/// <summary>Access to a mailbox.</summary>
/// <param name="AccessToken">For XOAUTH2.</param>
/// <param name="ExpiresAt">Until when it works.</param>
/// <param name="Kept">What gets the next one: a refresh token, or a library's cache.</param>
public sealed record ProviderToken(string AccessToken, DateTimeOffset ExpiresAt, string Kept)
{
    public override string ToString() => $"until {ExpiresAt:O}";
}

/// <summary>A provider did not do what was asked. The message is a sentence for the person and holds no secret.</summary>
public sealed class ProviderException(ProviderTrouble trouble, string message, Exception? inner = null) : Exception(message, inner)
{
    public ProviderTrouble Trouble { get; } = trouble;
}

/// <summary>What went wrong at a provider.</summary>
public enum ProviderTrouble
{
    /// <summary>It may pass.</summary>
    Transient,

    /// <summary>The person said no.</summary>
    Denied,

    /// <summary>The person did not allow access to mail.</summary>
    MissingScope,

    /// <summary>The provider gave no refresh token: it wants to ask for consent again.</summary>
    NoRefreshToken,

    /// <summary>The code, refresh token or consent is not valid any more.</summary>
    InvalidGrant,

    /// <summary>It wants to see the person again, for a second factor or a new password, say. What is kept may work afterwards.</summary>
    NeedsPerson,

    /// <summary>What it sent cannot be trusted.</summary>
    Untrusted,

    /// <summary>It does not accept this app: the operator's settings are wrong.</summary>
    Settings,
}
