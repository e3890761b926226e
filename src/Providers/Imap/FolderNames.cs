using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Providers.Imap;

/// <summary>The names that the folders of a mailbox go by here. The server's own name says which folder is which: those that would be shown
/// under one name all get a mark made of it, so that each keeps its name whatever becomes of the others.</summary>
internal static class FolderNames
{
    /// <summary>Names all folders; each is in the list once.</summary>
    public static Dictionary<string, BoundedImapFolder> From(IReadOnlyCollection<BoundedImapFolder> folders)
    {
        var named = new Dictionary<string, BoundedImapFolder>(StringComparer.Ordinal);
        foreach (var same in folders.GroupBy(ImapNames.NameOf, StringComparer.Ordinal))
        {
            var isAlone = same.Count() == 1;
            foreach (var folder in same)
                named[isAlone ? same.Key : $"{same.Key}~{Mark(folder)}"] = folder;
        }

        return named;
    }

    private static string Mark(BoundedImapFolder folder) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{folder.DirectorySeparator}{folder.ServerName}"))[..4]);
}
