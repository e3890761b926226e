using InboxMind.Core.Sync;
using MailKit;
using MailKit.Net.Imap;

namespace InboxMind.Providers.Imap;

/// <summary>A mailbox over IMAP, read only: folders are opened by EXAMINE and content is fetched by PEEK.</summary>
internal sealed class ImapMailServer(BoundedImapClient client, WatchedStream stream, ImapErrors errors, TimeProvider time) : IMailServer
{
    private static readonly TimeSpan MaxFarewell = TimeSpan.FromSeconds(5);

    /// <summary>What a list of folders may take.</summary>
    private const long MaxList = 32 * 1024 * 1024;

    private const StatusItems State = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity;

    private readonly Dictionary<string, ImapFolder> _folders = [];

    private bool IsGmail => (client.Capabilities & ImapCapabilities.GMailExt1) != 0;

    public Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation) => errors.GuardAsync<IReadOnlyList<RemoteFolder>>(
        async () =>
        {
            stream.Allow(MaxList);
            var items = (client.Capabilities & ImapCapabilities.CondStore) != 0 ? State | StatusItems.HighestModSeq : State;
            var space = client.PersonalNamespaces.Count > 0 ? client.PersonalNamespaces[0] : new FolderNamespace('/', "");
            var isToldAtOnce = (client.Capabilities & ImapCapabilities.ListStatus) != 0;
            var all = (await client.GetFoldersAsync(space, isToldAtOnce ? items : StatusItems.None, subscribedOnly: false, cancellation)).ToList();
            var untold = isToldAtOnce ? [] : all.Where(CanHoldMail).ToList();
            if (client.Inbox is { } inbox && !all.Contains(inbox))
            {
                // A personal namespace below the inbox does not list the inbox itself.
                untold.Add(inbox);
                all.Add(inbox);
            }

            foreach (var folder in untold)
                await TellAsync(folder, items, cancellation);
            _folders.Clear();
            var result = new List<RemoteFolder>(all.Count);
            foreach (var folder in all.OfType<ImapFolder>().Where(CanHoldMail))
            {
                if (_folders.TryAdd(ImapNames.NameOf(folder), folder))
                    result.Add(ImapNames.Describe(folder, IsGmail));
            }

            return result;
        },
        cancellation);

    public Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation) => errors.GuardAsync<IOpenFolder>(
        async () =>
        {
            stream.Allow(MaxList);
            if (!_folders.TryGetValue(folder, out var known))
                known = (ImapFolder)await client.GetFolderAsync(folder, cancellation);
            await known.OpenAsync(FolderAccess.ReadOnly, cancellation);
            return new ImapOpenFolder(client, (BoundedImapFolder)known, ImapNames.Describe(known, IsGmail), stream, errors, time);
        },
        cancellation);

    private static bool CanHoldMail(IMailFolder folder) =>
        folder.Exists && (folder.Attributes & (FolderAttributes.NonExistent | FolderAttributes.NoSelect)) == 0;

    /// <summary>Asks how a folder stands. One that it is not told of, as it may not be read, is no reason to leave out the others: opening it
    /// will tell.</summary>
    private async Task TellAsync(IMailFolder folder, StatusItems items, CancellationToken cancellation)
    {
        try
        {
            await folder.StatusAsync(items, cancellation);
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException && errors.Translate(e).Trouble == MailServerTrouble.Command)
        {
            // As above.
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // A word of farewell, but no waiting for the answer of a server that may be gone, or answers bit by bit.
            stream.Silence = TimeSpan.FromSeconds(2);
            using var limit = new CancellationTokenSource(MaxFarewell, time);
            if (client.IsConnected)
                await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (errors.Translate(e) is not null)
        {
            // The connection is given up anyway.
        }

        client.Dispose();
        await stream.DisposeAsync();
    }
}
