using InboxMind.Core.Accounts;

namespace InboxMind.Core.Sync;

/// <summary>Which folders of a mailbox are synced, the inbox first.</summary>
internal static class FolderChoice
{
    public static List<RemoteFolder> Choose(IReadOnlyList<RemoteFolder> all, SyncChoice choice)
    {
        if (choice.Folders.Count > 0)
        {
            var chosen = all.Where(f => choice.Folders.Any(name => IsNamed(f, name))).ToList();
            return chosen.Count > 0
                ? Sort(chosen)
                : throw new MailServerException(
                    MailServerTrouble.Settings, $"The mailbox has none of the folders asked for; it has {Names(all)}.");
        }

        // What holds every message once is enough: its labels say where each lies.
        if (all.FirstOrDefault(static f => f.Use == FolderUse.All) is { } everything)
            return [everything];
        return Sort(all.Where(static f => f.Use is not (FolderUse.Drafts or FolderUse.Junk or FolderUse.Trash or FolderUse.View)));
    }

    private static List<RemoteFolder> Sort(IEnumerable<RemoteFolder> folders) => [.. folders
        .OrderBy(static f => f.Use switch { FolderUse.Inbox => 0, FolderUse.Sent => 1, FolderUse.Archive => 2, _ => 3 })
        .ThenBy(static f => f.Name, StringComparer.Ordinal)];

    private static bool IsNamed(RemoteFolder folder, string name) =>
        folder.Name == name || (folder.Use == FolderUse.Inbox && name.Equals("INBOX", StringComparison.OrdinalIgnoreCase));

    private static string Names(IReadOnlyList<RemoteFolder> all) =>
        string.Join(", ", all.Take(20).Select(static f => $"\"{f.Name}\"")) + (all.Count > 20 ? ", ..." : "");
}
