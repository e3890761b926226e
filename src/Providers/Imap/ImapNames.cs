using InboxMind.Core.Sync;
using MailKit;

namespace InboxMind.Providers.Imap;

/// <summary>Names and uses of folders.</summary>
internal static class ImapNames
{
    /// <summary>Names that say what a folder is for on servers that do not say it themselves (RFC 6154).</summary>
    private static readonly Dictionary<string, FolderUse> Usual = new (FolderUse Use, string[] Names)[]
    {
        (FolderUse.Drafts, ["Drafts", "Draft", "Entwürfe", "Brouillons", "Borradores", "Bozze", "Rascunhos", "Concepten"]),
        (FolderUse.Junk,
        [
            "Spam", "Junk", "Junk E-mail", "Junk Email", "Junk-E-Mail", "Bulk Mail", "Spamverdacht", "Courrier indésirable", "Pourriel",
            "Correo no deseado", "Posta indesiderata", "Lixo Eletrônico", "Ongewenste e-mail",
        ]),
        (FolderUse.Trash,
        [
            "Trash", "Deleted Items", "Deleted Messages", "Papierkorb", "Gelöschte Elemente", "Gelöschte Objekte", "Corbeille",
            "Éléments supprimés", "Papelera", "Elementos eliminados", "Cestino", "Posta eliminata", "Lixeira", "Prullenbak", "Verwijderde items",
        ]),
        (FolderUse.Sent, ["Sent", "Sent Items", "Sent Messages", "Gesendet", "Gesendete Elemente", "Gesendete Objekte"]),
        (FolderUse.Archive, ["Archive", "Archiv"]),
    }.SelectMany(static u => u.Names.Select(name => (name, u.Use))).ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The full name with '/' between levels.</summary>
    public static string NameOf(IMailFolder folder) => folder.FullName.Equals("INBOX", StringComparison.OrdinalIgnoreCase)
        ? "INBOX"
        : Clean(folder.DirectorySeparator is '/' or '\0'
            ? folder.FullName
            : folder.FullName.Replace("/", "%2F", StringComparison.Ordinal).Replace(folder.DirectorySeparator, '/'));

    public static RemoteFolder Describe(IMailFolder folder, bool isGmail) => new(
        NameOf(folder), Use(folder, isGmail), folder.UidValidity, folder.UidNext?.Id ?? 0, folder.HighestModSeq, (uint)Math.Max(folder.Count, 0));

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

    /// <summary>What lies in the trash is trash: mail programs delete a folder by moving it there. The same goes for spam and drafts.</summary>
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
        return IsOutermost(folder) ? Usual.GetValueOrDefault(folder.Name, FolderUse.Other) : FolderUse.Other;
    }

    /// <summary>A name says what a folder is for where mail programs make such folders: at the top, below the inbox, or below what holds no
    /// mail. "Customers/Drafts" is a person's own.</summary>
    private static bool IsOutermost(IMailFolder folder) => folder.ParentFolder is not { FullName.Length: > 0 } parent
        || parent.FullName.Equals("INBOX", StringComparison.OrdinalIgnoreCase)
        || (parent.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) != 0;
}
