using InboxMind.Testing;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;

namespace InboxMind.Core.Tests.Sync;

/// <summary>The mailbox's owner at another mail program.</summary>
internal sealed class ImapUser : IAsyncDisposable
{
    private readonly ImapClient _client = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ImapUser> SignInAsync(Dovecot server, string user = "anna")
    {
        var imap = new ImapUser();
        await imap._client.ConnectAsync("127.0.0.1", server.Port, MailKit.Security.SecureSocketOptions.None, Cancellation);
        await imap._client.AuthenticateAsync(user, Dovecot.Password, Cancellation);
        return imap;
    }

    public async Task AppendAsync(int number, string folder = "INBOX", MessageFlags flags = MessageFlags.None) =>
        await AppendAsync(Letters.Letter(number), folder, flags);

    public Task AppendAsync(int number, DateTimeOffset received) => AppendAsync(Letters.Letter(number), received: received);

    public async Task AppendAsync(byte[] mail, string folder = "INBOX", MessageFlags flags =
        MessageFlags.None, DateTimeOffset? received = null)
    {
        var target = await FolderAsync(folder);
        using var message = await MimeMessage.LoadAsync(new MemoryStream(mail), Cancellation);
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        await target.AppendAsync(format, new AppendRequest(message, flags) { InternalDate = received }, Cancellation);
    }

    /// <summary>All that the mailbox has.</summary>
    public Task<SortedDictionary<string,
    (int Number, Core.Mail.MailFlags Flags)>> ReadAllAsync() => Agreement.ReadServerAsync(_client, Cancellation);

    public async Task<IList<UniqueId>> UidsAsync(string folder = "INBOX") =>
        await (await OpenAsync(folder)).SearchAsync(SearchQuery.All, Cancellation);

    public async Task FlagAsync(UniqueId uid, MessageFlags flags, string folder = "INBOX") =>
        await (await OpenAsync(folder)).AddFlagsAsync(uid, flags, silent: true, Cancellation);

    public async Task DeleteAsync(IList<UniqueId> uids, string folder = "INBOX")
    {
        var open = await OpenAsync(folder);
        await open.AddFlagsAsync(uids, MessageFlags.Deleted, silent: true, Cancellation);
        await open.ExpungeAsync(Cancellation);
    }

    public async Task MoveAsync(UniqueId uid, string to, string from = "INBOX") =>
        await (await OpenAsync(from)).MoveToAsync(uid, await FolderAsync(to), Cancellation);

    public async Task CopyAsync(UniqueId uid, string to, string from = "INBOX") =>
        await (await OpenAsync(from)).CopyToAsync(uid, await FolderAsync(to), Cancellation);

    public async Task UnflagAsync(UniqueId uid, MessageFlags flags, string folder = "INBOX") =>
        await (await OpenAsync(folder)).RemoveFlagsAsync(uid, flags, silent: true, Cancellation);

    public async Task KeywordAsync(UniqueId uid, string keyword, string folder = "INBOX") =>
        await (await OpenAsync(folder)).AddFlagsAsync(uid, MessageFlags.None, new HashSet<string> { keyword }, silent: true, Cancellation);

    public async Task CreateAsync(string folder)
    {
        var parent = folder.LastIndexOf('/');
        await (await _client.GetFolderAsync(parent < 0 ? "" : folder[..parent], Cancellation))
            .CreateAsync(folder[(parent + 1)..], isMessageFolder: true, Cancellation);
    }

    public async Task RenameAsync(string from, string to) =>
        await (await ClosedAsync(from)).RenameAsync(await _client.GetFolderAsync("", Cancellation), to, Cancellation);

    public async Task MoveFolderAsync(string folder, string into) =>
        await (await ClosedAsync(folder)).RenameAsync(await _client.GetFolderAsync(into, Cancellation), folder, Cancellation);

    public async Task MoveAsync(IList<UniqueId> uids, string to, string from = "INBOX") =>
        await (await OpenAsync(from)).MoveToAsync(uids, await FolderAsync(to), Cancellation);

    public async Task RemoveAsync(string folder) => await (await ClosedAsync(folder)).DeleteAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync(quit: true);
        _client.Dispose();
    }

    private async Task<IMailFolder> FolderAsync(string name) =>
        name == "INBOX" ? _client.Inbox! : await _client.GetFolderAsync(name, Cancellation);

    /// <summary>The folder, not open: a server hangs up when the open one goes.</summary>
    private async Task<IMailFolder> ClosedAsync(string name)
    {
        var folder = await FolderAsync(name);
        await _client.Inbox!.OpenAsync(FolderAccess.ReadOnly, Cancellation);
        return folder;
    }

    private async Task<IMailFolder> OpenAsync(string name)
    {
        var folder = await FolderAsync(name);
        if (!folder.IsOpen || folder.Access != FolderAccess.ReadWrite)
            await folder.OpenAsync(FolderAccess.ReadWrite, Cancellation);
        else
            await _client.NoOpAsync(Cancellation);
        return folder;
    }
}
