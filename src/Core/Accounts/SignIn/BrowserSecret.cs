using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Core.Accounts.SignIn;

/// <summary>256 random bits in a cookie of the browser that signs in. Nonce and PKCE verifier are derived from them, so that a code
/// can be redeemed by that browser alone and nothing of it lies on the server.</summary>
public sealed class BrowserSecret
{
    private const int Length = 43;
    private readonly byte[] _key;

    private BrowserSecret(string value) => (Value, _key) = (value, Base64Url.DecodeFromChars(value));

    /// <summary>43 characters that are legal in a cookie.</summary>
    public string Value { get; }

    /// <summary>For <see cref="SignInAttempt.Browser"/>.</summary>
    public byte[] Hash => SHA256.HashData(_key);

    /// <summary>The nonce of the id_token.</summary>
    public string Nonce => Derive("nonce");

    /// <summary>The PKCE verifier (RFC 7636, 4.1).</summary>
    public string Verifier => Derive("verifier");

    public static BrowserSecret Create() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <returns>The secret; null when the text is none.</returns>
    public static BrowserSecret? Parse(string? value) =>
        value is { Length: Length } && Base64Url.IsValid(value) ? new BrowserSecret(value) : null;

    public override string ToString() => "(secret)";

    private string Derive(string purpose) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(purpose)));
}
