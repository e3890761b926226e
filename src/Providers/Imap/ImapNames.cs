using InboxMind.Core.Sync;
using MailKit;

namespace InboxMind.Providers.Imap;

/// <summary>Names and uses of folders.</summary>
internal static class ImapNames
{
    /// <summary>The full name with '/' between levels, as it is shown. What the server wrote is shown as it stands when it is no proper
    /// encoding of a name.</summary>
    public static string NameOf(BoundedImapFolder folder)
    {
        if (folder.FullName.Equals("INBOX", StringComparison.OrdinalIgnoreCase))
            return "INBOX";
        var name = folder.FullName == folder.ServerName || ModifiedUtf7.Encode(folder.FullName) == folder.ServerName
            ? folder.FullName
            : folder.ServerName;
        return Clean(folder.DirectorySeparator is '/' or '\0'
            ? name
            : name.Replace("/", "%2F", StringComparison.Ordinal).Replace(folder.DirectorySeparator, '/'));
    }

    public static RemoteFolder Describe(IMailFolder folder, string name, bool isGmail) => new(
        name, Use(folder, isGmail), folder.UidValidity, folder.UidNext?.Id ?? 0, folder.HighestModSeq, (uint)Math.Max(folder.Count, 0));

    /// <summary>A Gmail label as a folder name: system labels begin with a backslash.</summary>
    public static string Label(string label) => Clean(label.TrimStart('\\')) switch
    {
        var l when l.Equals("Inbox", StringComparison.OrdinalIgnoreCase) => "INBOX",
        var l => l,
    };

    /// <summary>Names are shown on terminals, so they hold no control characters.</summary>
    private static string Clean(string name) => name.Any(char.IsControl)
        ? string.Concat(name.Select(static c => char.IsControl(c) ? '\uFFFD' : c))
        : name;

    /// <summary>What lies in the trash is trash: mail programs delete a folder by moving it there. The same goes for spam and
    /// drafts.</summary>
    private static FolderUse Use(IMailFolder folder, bool isGmail)
    {
        var use = UseOfItsOwn(folder, isGmail);
        for (var parent = folder.ParentFolder; parent is { FullName.Length: > 0 }; parent = parent.ParentFolder)
        {
            if (UseOfItsOwn(parent, isGmail) is var above and (FolderUse.Trash or FolderUse.Junk or FolderUse.Drafts))
                use = above;
        }

        return use;
    }

    private static FolderUse UseOfItsOwn(IMailFolder folder, bool isGmail)
    {
        var attributes = folder.Attributes;
        if ((attributes & FolderAttributes.Inbox) != 0 || folder.FullName.Equals("INBOX", StringComparison.OrdinalIgnoreCase))
            return FolderUse.Inbox;
        if ((attributes & FolderAttributes.All) != 0)
            return isGmail ? FolderUse.All : FolderUse.View;
        if ((attributes & (FolderAttributes.Flagged | FolderAttributes.Important)) != 0)
            return FolderUse.View;
        if ((attributes & FolderAttributes.Drafts) != 0)
            return FolderUse.Drafts;
        if ((attributes & FolderAttributes.Junk) != 0)
            return FolderUse.Junk;
        if ((attributes & FolderAttributes.Trash) != 0)
            return FolderUse.Trash;
        if ((attributes & FolderAttributes.Sent) != 0)
            return FolderUse.Sent;
        if ((attributes & FolderAttributes.Archive) != 0)
            return FolderUse.Archive;
        return IsOutermost(folder) ? UsualNames.UseOf(folder.Name) : FolderUse.Other;
    }

    /// <summary>A name says what a folder is for where mail programs make such folders: at the top, below the inbox, or below what holds no
    /// mail. "Customers/Drafts" is a person's own.</summary>
    private static bool IsOutermost(IMailFolder folder) => folder.ParentFolder is not { FullName.Length: > 0 } parent
        || parent.FullName.Equals("INBOX", StringComparison.OrdinalIgnoreCase)
        || (parent.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) != 0;
}
