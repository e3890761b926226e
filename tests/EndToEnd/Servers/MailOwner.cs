using System.Globalization;
using System.Text;
using InboxMind.Testing;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;

namespace InboxMind.EndToEnd.Servers;

/// <summary>The mailbox's owner at another mail program.</summary>
internal sealed class MailOwner : IAsyncDisposable
{
    private static readonly FormatOptions Format = CreateFormat();

    private readonly ImapClient _client = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<MailOwner> SignInAsync(TestMailServer server)
    {
        var owner = new MailOwner();
        await owner._client.ConnectAsync("127.0.0.1", server.Port, MailKit.Security.SecureSocketOptions.None, Cancellation);

        // Hoodiecrow answers STATUS with HIGHESTMODSEQ NIL, and Cyrus FETCH with THREADID (NIL).
        owner._client.AuthenticationMechanisms.Clear();
        await owner._client.AuthenticateAsync(TestMailServer.User, Dovecot.Password, Cancellation);
        owner._client.Capabilities &= ~(ImapCapabilities.CondStore | ImapCapabilities.QuickResync | ImapCapabilities.ObjectID);
        return owner;
    }

    /// <summary>Folders of the owner's own that hold mail, by their name with '/' between levels.</summary>
    public async Task<SortedDictionary<string, IMailFolder>> FoldersAsync()
    {
        var found = new SortedDictionary<string, IMailFolder>(StringComparer.Ordinal) { ["INBOX"] = _client.Inbox! };
        foreach (var folder
            in await _client.GetFoldersAsync(_client.PersonalNamespaces[0], StatusItems.None, subscribedOnly: false, Cancellation))
        {
            var name = folder.FullName.Replace(folder.DirectorySeparator, '/');
            var isShared = _client.SharedNamespaces.Concat(_client.OtherNamespaces)
                .Any(s => folder.FullName.StartsWith(s.Path, StringComparison.Ordinal));
            if (!isShared && (folder.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0
                && !name.EndsWith("Trash", StringComparison.Ordinal))
                found[name] = folder;
        }

        return found;
    }

    /// <summary>All mail of the folders: folder, UID, number and flags of each, a line each.</summary>
    public async Task<List<string>> ReadAsync()
    {
        var lines = new List<string>();
        foreach (var (name, folder) in await FoldersAsync())
        {
            await OpenAsync(folder);
            if (folder.Count == 0)
                continue;
            foreach (
                var item in await folder.FetchAsync(
                    0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope, Cancellation))
                lines.Add(
                    $"{name} {item.UniqueId.Id} {item.Envelope!.Subject!.Split(' ')[^1]} "
                        + $"{(item.Flags ?? 0) & ~(MessageFlags.Recent | MessageFlags.UserDefined)}");
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    public async Task AppendAsync(IMailFolder folder, int number, MessageFlags flags)
    {
        var date = new DateTimeOffset(2025, 3, 1, 9, 0, 0, TimeSpan.Zero).AddMinutes(number);
        var text =
            $"Return-Path: <ben@example.com>\r\nFrom: Ben <ben@example.com>\r\nTo: anna@example.com\r\nSubject: Report number {number}\r\n"
            + $"Date: {date.ToString("ddd, d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\r\n"
            + $"Message-ID: <report-{number}@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThis is the report about "
            + $"unique{number}word.\r\n";
        using var message = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancellation);
        await folder.AppendAsync(Format, new AppendRequest(message, flags), Cancellation);
    }

    public async Task<IList<UniqueId>> UidsAsync(IMailFolder folder)
    {
        await OpenAsync(folder);
        return await folder.SearchAsync(SearchQuery.All, Cancellation);
    }

    public async Task FlagAsync(IMailFolder folder, UniqueId uid, MessageFlags flags, bool set)
    {
        await OpenAsync(folder);
        await (set
            ? folder.AddFlagsAsync(uid, flags, silent: false, Cancellation)
            : folder.RemoveFlagsAsync(uid, flags, silent: false, Cancellation));
    }

    public async Task DeleteAsync(IMailFolder folder, UniqueId uid)
    {
        await OpenAsync(folder);
        await folder.AddFlagsAsync(uid, MessageFlags.Deleted, silent: true, Cancellation);
        await folder.ExpungeAsync(Cancellation);
    }

    public async Task MoveAsync(IMailFolder folder, UniqueId uid, IMailFolder to)
    {
        await OpenAsync(folder);
        await folder.CopyToAsync(uid, to, Cancellation);
        await DeleteAsync(folder, uid);
    }

    public async Task<IMailFolder> CreateAsync(string name) =>
        (await _client.GetFolder(_client.PersonalNamespaces[0]).CreateAsync(name, isMessageFolder: true, Cancellation))!;

    /// <returns>Whether the folder is gone: Cyrus keeps deleted folders by name and second, and refuses a second one of both.</returns>
    public async Task<bool> RemoveAsync(IMailFolder folder)
    {
        await CloseAsync();
        try
        {
            await folder.DeleteAsync(Cancellation);
            return true;
        }
        catch (ImapCommandException)
        {
            return false;
        }
    }

    public async Task RenameAsync(IMailFolder folder, string name)
    {
        await CloseAsync();
        await folder.RenameAsync(_client.GetFolder(_client.PersonalNamespaces[0]), name, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync(quit: true);
        _client.Dispose();
    }

    /// <summary>Some servers hang up when the open folder goes.</summary>
    private async Task CloseAsync() => await _client.Inbox!.OpenAsync(FolderAccess.ReadOnly, Cancellation);

    /// <summary>Anew each time, so that nothing is missed that others did.</summary>
    private static async Task OpenAsync(IMailFolder folder)
    {
        if (folder.IsOpen)
            await folder.CheckAsync(Cancellation);
        if (!folder.IsOpen || folder.Access != FolderAccess.ReadWrite)
            await folder.OpenAsync(FolderAccess.ReadWrite, Cancellation);
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
