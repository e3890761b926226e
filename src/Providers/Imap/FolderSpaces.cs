using InboxMind.Core.Sync;
using MailKit;
using MailKit.Net.Imap;

namespace InboxMind.Providers.Imap;

/// <summary>The namespaces of a server (RFC 2342), and whose a folder is: the longest that its name begins with tells.</summary>
internal sealed class FolderSpaces
{
    private readonly List<(FolderNamespace Space, FolderOwner Owner)> _all;

    public FolderSpaces(ImapClient client)
    {
        _all =
        [
            .. client.PersonalNamespaces.Select(static s => (s, FolderOwner.Self)),
            .. client.OtherNamespaces.Select(static s => (s, FolderOwner.AnotherUser)),
            .. client.SharedNamespaces.Select(static s => (s, FolderOwner.Shared)),
        ];
        if (client.PersonalNamespaces.Count == 0)
            _all.Insert(0, (new FolderNamespace('/', ""), FolderOwner.Self));
    }

    /// <summary>The person's own first.</summary>
    public IReadOnlyList<(FolderNamespace Space, FolderOwner Owner)> All => _all;

    public FolderOwner OwnerOf(IMailFolder folder)
    {
        if (folder.FullName.Equals("INBOX", StringComparison.OrdinalIgnoreCase))
            return FolderOwner.Self;
        return _all.Where(s => IsIn(folder, s.Space)).OrderByDescending(static s => s.Space.Path.Length).Select(static s => s.Owner)
            .FirstOrDefault();
    }

    private static bool IsIn(IMailFolder folder, FolderNamespace space)
    {
        var path = space.Path.TrimEnd(space.DirectorySeparator);
        return path.Length == 0 || folder.FullName == path
            || folder.FullName.StartsWith(path + space.DirectorySeparator, StringComparison.Ordinal);
    }
}
