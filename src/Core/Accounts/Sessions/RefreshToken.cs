using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Core.Accounts.Sessions;

/// <summary>A refresh token: user, session and 256 random bits. Only its SHA-256 is stored. The names in it say where to look; they
/// prove nothing.</summary>
public static class RefreshToken
{
    private const int SecretBytes = 32;
    private const int SecretLength = 43;
    private const int MaxLength = 64 + 1 + 32 + 1 + SecretLength;

    public static string Create(UserId user, SessionId session) =>
        $"{user.Value}.{session.Value}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>SHA-256 of a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="binding">To whom it is bound; empty for a token of the web page or of a program of the user's own.</param>
    public static byte[] Hash(string token, string binding = "") =>
        SHA256.HashData(Encoding.UTF8.GetBytes(binding.Length == 0 ? token : $"{token}\n{binding}"));

    /// <summary>Reads the names in a token.</summary>
    /// <returns>Whether it has the form of one.</returns>
    public static bool TryParse(string? token, out Owner owner, out SessionId session)
    {
        owner = Owner.Local;
        session = default;
        if (token is null || token.Length > MaxLength
            || token.Split('.') is not [{ Length: > 0 and <= 64 } user, { Length: 32 } id, { Length: SecretLength } secret])
            return false;
        if (!UserId.IsLegal(user) || !id.All(char.IsAsciiHexDigitLower) || !Base64Url.IsValid(secret))
            return false;
        owner = new Owner(new UserId(user));
        session = new SessionId(id);
        return true;
    }
}
