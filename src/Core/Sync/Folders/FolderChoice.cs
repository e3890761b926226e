namespace InboxMind.Core.Sync.Folders;

/// <summary>Which folders of a mailbox are synced, the inbox first.</summary>
internal static class FolderChoice
{
    public static List<RemoteFolder> Choose(IReadOnlyList<RemoteFolder> all, SyncChoice choice) => [.. all
        .Where(f => ReasonToLeaveOut(all, f, choice) is null)
        .OrderBy(static f => f.Use switch { FolderUse.Inbox => 0, FolderUse.Sent => 1, FolderUse.Archive => 2, _ => 3 })
        .ThenBy(static f => f.Name, StringComparer.Ordinal)];

    /// <summary>The folders that are not synced, by name, and why.</summary>
    public static List<LeftOutFolder> LeftOut(IReadOnlyList<RemoteFolder> all, SyncChoice choice) => [.. all
        .Select(f => (f.Name, Reason: ReasonToLeaveOut(all, f, choice)))
        .Where(static f => f.Reason is not null)
        .OrderBy(static f => f.Name, StringComparer.Ordinal)
        .Take(LeftOutFolder.MaxListed)
        .Select(static f => new LeftOutFolder(f.Name, f.Reason!.Value))];

    /// <returns>Why a folder is not synced; null when it is.</returns>
    public static LeftOutReason? ReasonToLeaveOut(IReadOnlyList<RemoteFolder> all, RemoteFolder folder, SyncChoice choice)
    {
        if (choice.Folders.Count > 0)
            return choice.Folders.Any(name => IsNamed(folder, name)) ? null : LeftOutReason.NotAsked;
        if (IsExcluded(folder, choice))
            return LeftOutReason.Excluded;
        return folder switch
        {
            { Owner: FolderOwner.AnotherUser } when !choice.Shared => LeftOutReason.AnotherUser,
            { Owner: FolderOwner.Shared } when !choice.Shared => LeftOutReason.Shared,
            { Use: FolderUse.Drafts } => LeftOutReason.Drafts,
            { Use: FolderUse.Junk } => LeftOutReason.Junk,
            { Use: FolderUse.Trash } => LeftOutReason.Trash,
            { Use: FolderUse.View } => LeftOutReason.View,

            // What holds every message once is enough: its labels say where each lies.
            { Use: not FolderUse.All, Owner: FolderOwner.Self } when all.Any(f => f.Use == FolderUse.All && !IsExcluded(f, choice)) =>
                LeftOutReason.InAll,
            _ => null,
        };
    }

    private static bool IsExcluded(RemoteFolder folder, SyncChoice choice) =>
        choice.Exclude.Any(name => IsNamed(folder, name) || folder.Name.StartsWith(name + "/", StringComparison.Ordinal));

    /// <summary>Names folders that were asked for and are not there, in one sentence; null when there are none.</summary>
    public static string? Missing(IReadOnlyList<RemoteFolder> all, SyncChoice choice)
    {
        var missing = choice.Folders.Where(name => !all.Any(f => IsNamed(f, name))).ToList();
        return missing.Count == 0
            ? null
            : missing.Count == choice.Folders.Count
                ? $"The mailbox has none of the folders asked for; it has "
                    + $"{Names(all.Select(static f => f.Name).Order(StringComparer.Ordinal))}."
                : $"The mailbox has no folder {Names(missing)}; it has "
                    + $"{Names(all.Select(static f => f.Name).Order(StringComparer.Ordinal))}.";
    }

    private static bool IsNamed(RemoteFolder folder, string name) =>
        folder.Name == name || (folder.Use == FolderUse.Inbox && name.Equals("INBOX", StringComparison.OrdinalIgnoreCase));

    private static string Names(IEnumerable<string> all)
    {
        var names = all.ToList();
        return string.Join(", ", names.Take(20).Select(static n => $"\"{n}\"")) + (names.Count > 20 ? ", ..." : "");
    }
}
