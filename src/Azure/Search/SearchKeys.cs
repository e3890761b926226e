using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Azure.Search;

/// <summary>Keys of documents, which the service allows letters, digits, dashes and underscores: the owner's digest stands in front, so
/// that no one's document takes the place of another's.</summary>
internal static class SearchKeys
{
    public static string Owner(Owner owner) => Digest(owner.User.Value);

    public static string Mail(Owner owner, EmailId id) => $"{Owner(owner)}_{id.Value}";

    public static string State(Owner owner) => $"{Owner(owner)}_state";

    public static string Piece(Owner owner, EmailId id, int number) => $"{Mail(owner, id)}_{number}";

    /// <summary>The first 128 bits of SHA-256.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
