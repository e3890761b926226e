namespace InboxMind.Core.Sync.Folders;

/// <summary>Which folders of a mailbox are synced, the inbox first.</summary>
internal static class FolderChoice
{
    public static List<RemoteFolder> Choose(IReadOnlyList<RemoteFolder> all, SyncChoice choice)
    {
        if (choice.Folders.Count > 0)
            return Sort(all.Where(f => choice.Folders.Any(name => IsNamed(f, name))));

        // What holds every message once is enough: its labels say where each lies.
        if (all.FirstOrDefault(static f => f.Use == FolderUse.All) is { } everything)
            return [everything];
        return Sort(all.Where(static f => f.Use is not (FolderUse.Drafts or FolderUse.Junk or FolderUse.Trash or FolderUse.View)));
    }

    /// <summary>Names folders that were asked for and are not there, in one sentence; null when there are none.</summary>
    public static string? Missing(IReadOnlyList<RemoteFolder> all, SyncChoice choice)
    {
        var missing = choice.Folders.Where(name => !all.Any(f => IsNamed(f, name))).ToList();
        return missing.Count == 0
            ? null
            : missing.Count == choice.Folders.Count
                ? $"The mailbox has none of the folders asked for; it has {Names(all.Select(static f => f.Name).Order(StringComparer.Ordinal))}."
                : $"The mailbox has no folder {Names(missing)}; it has {Names(all.Select(static f => f.Name).Order(StringComparer.Ordinal))}.";
    }

    private static List<RemoteFolder> Sort(IEnumerable<RemoteFolder> folders) => [.. folders
        .OrderBy(static f => f.Use switch { FolderUse.Inbox => 0, FolderUse.Sent => 1, FolderUse.Archive => 2, _ => 3 })
        .ThenBy(static f => f.Name, StringComparer.Ordinal)];

    private static bool IsNamed(RemoteFolder folder, string name) =>
        folder.Name == name || (folder.Use == FolderUse.Inbox && name.Equals("INBOX", StringComparison.OrdinalIgnoreCase));

    private static string Names(IEnumerable<string> all)
    {
        var names = all.ToList();
        return string.Join(", ", names.Take(20).Select(static n => $"\"{n}\"")) + (names.Count > 20 ? ", ..." : "");
    }
}
