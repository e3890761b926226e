using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Azure.Mail;

/// <summary>Names of blobs: digests, in which nothing of a person or a mail is to be read. The same mail always has the same name, and all
/// of a user begin alike.</summary>
internal static class RawMailName
{
    /// <summary>What the names of all mails of an owner begin with.</summary>
    public static string Prefix(Owner owner) => $"{Digest("user", owner.User.Value)}/";

    public static string For(Owner owner, EmailId id) => $"{Prefix(owner)}{Digest("mail", owner.User.Value, id.Value)}";

    private static string Digest(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"raw-mail-1\n{string.Join('\n', parts)}")));
}
