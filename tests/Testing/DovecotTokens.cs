namespace InboxMind.Testing;

/// <summary>How a Dovecot takes access tokens.</summary>
/// <param name="Mechanism">The one SASL mechanism.</param>
/// <param name="Introspection">Where the tokens are looked at (RFC 7662).</param>
/// <param name="UserClaim">What of the answer names the user.</param>
public sealed record DovecotTokens(string Mechanism, Uri Introspection, string UserClaim = "username");
