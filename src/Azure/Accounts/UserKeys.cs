using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Azure.Accounts;

/// <summary>The ids of items in a user's partition that are not mail. Each begins with its kind.</summary>
internal static class UserKeys
{
    /// <summary>The user's own record.</summary>
    public const string User = "user";

    /// <summary>The name that the audit log has for the user.</summary>
    public const string Pseudonym = "pseudonym";

    /// <summary>What the user said of which addresses are one person's.</summary>
    public const string People = "people";

    public const string Sessions = "session:";
    public const string Questions = "question:";
    public const string Counts = "count:";

    /// <summary>Behind the ids of all counts.</summary>
    public const string CountsEnd = "count;";

    public static string Session(SessionId id) => Sessions + id.Value;

    /// <summary>What the ids of a session's used tokens begin with.</summary>
    public static string TokensOf(SessionId id) => $"token:{id.Value}:";

    public static string Token(SessionId id, byte[] hash) => TokensOf(id) + Convert.ToHexStringLower(hash);

    public static string Lock(MailboxId mailbox) => $"lock:{Hash(mailbox.Value)}";

    public static string Secret(MailboxId mailbox, SecretKind kind) => $"secret:{Hash(mailbox.Value)}:{kind}";

    public static string Question(string id) => Questions + id;

    public static string Budget(string kind) => $"budget:{kind}";

    /// <summary>An hour since 1970; sorts as a text.</summary>
    public static string Count(long hour) => string.Create(CultureInfo.InvariantCulture, $"{Counts}{hour:d10}");

    /// <summary>The hour of such an id.</summary>
    public static long HourOf(string id) => long.Parse(id.AsSpan(Counts.Length), CultureInfo.InvariantCulture);

    /// <summary>What comes from outside may have any length and any character.</summary>
    public static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
