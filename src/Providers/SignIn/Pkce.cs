using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Providers.SignIn;

/// <summary>Proof Key for Code Exchange (RFC 7636).</summary>
internal static class Pkce
{
    /// <summary>S256 of a verifier.</summary>
    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
