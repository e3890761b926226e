using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Azure.Mail.Items;

/// <summary>The ids of items in a user's partition. Each begins with its kind. What comes from outside is hashed: it may have any length
/// and any character.</summary>
internal static class MailKeys
{
    /// <summary>The user's own record.</summary>
    public const string User = "user";

    /// <summary>What is known of the user's mail as a whole.</summary>
    public const string Ledger = "ledger";

    public const string Messages = "mail:";
    public const string Places = "place:";
    public const string References = "ref:";
    public const string Aliases = "alias:";
    public const string Tombstones = "tomb:";
    public const string AllRemoved = "removed:";
    public const string AllGone = "gone:";
    public const string AllSaving = "saving:";
    public const string AllAside = "aside:";
    public const string Mailboxes = "mailbox:";
    public const string Folders = "folder:";
    public const string Secrets = "secret:";
    public const string Questions = "question:";

    public static string Message(string id) => Messages + id;

    public static string Removed(string id) => AllRemoved + id;

    public static string Gone(string id) => AllGone + id;

    public static string Aside(string id) => AllAside + id;

    public static string Reference(string messageId) => References + Hash(messageId);

    public static string Alias(string thread) => Aliases + Hash(thread);

    public static string Tombstone(byte[] key, EmailId id) =>
        Tombstones + Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(id.Value)));

    public static string Mailbox(MailboxId id) => Mailboxes + Hash(id.Value);

    public static string FoldersOf(MailboxId mailbox) => $"{Folders}{Hash(mailbox.Value)}:";

    public static string Folder(MailboxId mailbox, string name) => FoldersOf(mailbox) + Hash(name);

    /// <summary>What the ids of all places in a folder begin with.</summary>
    public static string PlacesOf(MailboxId mailbox, string folder) => $"{Places}{Hash(mailbox.Value, folder)}:";

    /// <summary>What the ids of all places in a folder under a UIDVALIDITY begin with.</summary>
    public static string PlacesOf(MailboxId mailbox, string folder, long uidValidity) =>
        $"{PlacesOf(mailbox, folder)}{Number(uidValidity)}:";

    public static string Place(MailboxId mailbox, string folder, long uidValidity, long uid) =>
        PlacesOf(mailbox, folder, uidValidity) + Number(uid);

    /// <summary>A message by the server's own name of it.</summary>
    public static string Remote(MailboxId mailbox, string remoteId) => Hash(mailbox.Value, remoteId);

    /// <summary>A number that sorts as a text.</summary>
    public static string Number(long number) => number.ToString("d19", CultureInfo.InvariantCulture);

    public static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
