using InboxMind.Core.Sync;
using MailKit;

namespace InboxMind.Providers.Imap;

/// <summary>Names and uses of folders.</summary>
internal static class ImapNames
{
    /// <summary>Names that say what a folder is for on servers that do not say it themselves (RFC 6154).</summary>
    private static readonly Dictionary<string, FolderUse> Usual = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Drafts"] = FolderUse.Drafts,
        ["Draft"] = FolderUse.Drafts,
        ["Entwürfe"] = FolderUse.Drafts,
        ["Spam"] = FolderUse.Junk,
        ["Junk"] = FolderUse.Junk,
        ["Junk E-mail"] = FolderUse.Junk,
        ["Junk Email"] = FolderUse.Junk,
        ["Bulk Mail"] = FolderUse.Junk,
        ["Trash"] = FolderUse.Trash,
        ["Deleted Items"] = FolderUse.Trash,
        ["Deleted Messages"] = FolderUse.Trash,
        ["Papierkorb"] = FolderUse.Trash,
        ["Sent"] = FolderUse.Sent,
        ["Sent Items"] = FolderUse.Sent,
        ["Sent Messages"] = FolderUse.Sent,
        ["Gesendet"] = FolderUse.Sent,
        ["Archive"] = FolderUse.Archive,
        ["Archiv"] = FolderUse.Archive,
    };

    /// <summary>The full name with '/' between levels.</summary>
    public static string Of(IMailFolder folder) => folder.FullName.Equals("INBOX", StringComparison.OrdinalIgnoreCase)
        ? "INBOX"
        : folder.DirectorySeparator is '/' or '\0' ? folder.FullName : folder.FullName.Replace(folder.DirectorySeparator, '/');

    public static RemoteFolder Describe(IMailFolder folder, bool isGmail) => new(
        Of(folder), Use(folder, isGmail), folder.UidValidity, folder.UidNext?.Id ?? 0, folder.HighestModSeq, (uint)Math.Max(folder.Count, 0));

    /// <summary>A Gmail label as a folder name: system labels begin with a backslash.</summary>
    public static string Label(string label) => label.TrimStart('\\') switch
    {
        var l when l.Equals("Inbox", StringComparison.OrdinalIgnoreCase) => "INBOX",
        var l => l,
    };

    private static FolderUse Use(IMailFolder folder, bool isGmail)
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
        return Usual.GetValueOrDefault(folder.Name, FolderUse.Other);
    }
}
