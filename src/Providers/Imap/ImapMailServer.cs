using InboxMind.Core.Sync;
using MailKit;
using MailKit.Net.Imap;

namespace InboxMind.Providers.Imap;

/// <summary>A mailbox over IMAP, read only: folders are opened by EXAMINE and content is fetched by PEEK.</summary>
internal sealed class ImapMailServer(BoundedImapClient client, string without, WatchedStream stream, ImapErrors errors,
    TimeProvider time) : IMailServer
{
    private static readonly TimeSpan MaxFarewell = TimeSpan.FromSeconds(5);

    /// <summary>What a list of folders may take.</summary>
    private const long MaxList = 32 * 1024 * 1024;

    private const StatusItems State = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity;

    private static readonly ImapEvent[] Changes = [new ImapEvent.MessageNew(), ImapEvent.MessageExpunge, ImapEvent.FlagChange];

    private Dictionary<string, BoundedImapFolder> _folders = [];
    private bool _isNotified;

    public string Without => without;

    private bool IsGmail => (client.Capabilities & ImapCapabilities.GMailExt1) != 0;

    public Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation) => errors.GuardAsync<IReadOnlyList<RemoteFolder>>(
        async () =>
        {
            stream.Allow(MaxList);
            var items = (client.Capabilities & ImapCapabilities.CondStore) != 0 ? State | StatusItems.HighestModSeq : State;
            var isToldAtOnce = (client.Capabilities & ImapCapabilities.ListStatus) != 0;
            var spaces = new FolderSpaces(client);
            var all = new List<BoundedImapFolder>();
            foreach (var (space, owner) in spaces.All)
            {
                foreach (var folder in await ListAsync(space, owner, isToldAtOnce ? items : StatusItems.None, cancellation))
                {
                    if (!all.Contains(folder))
                        all.Add(folder);
                }
            }

            // What others let this person read may be thousands of folders: they are not asked for one by one.
            var untold = isToldAtOnce ? [] : all.Where(f => CanHoldMail(f) && spaces.OwnerOf(f) == FolderOwner.Self).ToList();
            if (client.Inbox is BoundedImapFolder inbox && !all.Contains(inbox))
            {
                // A personal namespace below the inbox does not list the inbox itself.
                untold.Add(inbox);
                all.Add(inbox);
            }

            foreach (var folder in untold)
                await TellAsync(folder, items, cancellation);
            _folders = FolderNames.From([.. all.Where(CanHoldMail)]);
            return [.. _folders.Select(f => ImapNames.Describe(f.Value, f.Key, IsGmail) with { Owner = spaces.OwnerOf(f.Value) })];
        },
        cancellation);

    public Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation) => errors.GuardAsync<IOpenFolder>(
        async () =>
        {
            stream.Allow(MaxList);
            if (!_folders.TryGetValue(folder, out var known))
                known = (BoundedImapFolder)await client.GetFolderAsync(folder, cancellation);
            await known.OpenAsync(FolderAccess.ReadOnly, cancellation);
            return new ImapOpenFolder(
                client, known, ImapNames.Describe(known, folder, IsGmail), _isNotified ? [.. _folders.Values.Where(f => f != known)] : [],
                stream, errors, time);
        },
        cancellation);

    public Task<bool> NotifyAsync(CancellationToken cancellation) => errors.GuardAsync(
        async () =>
        {
            if ((client.Capabilities & ImapCapabilities.Notify) == 0 || (client.Capabilities & ImapCapabilities.Idle) == 0)
                return false;
            try
            {
                await client.NotifyAsync(
                    status: false,
                    [new ImapEventGroup(ImapMailboxFilter.Selected, Changes),
                        new ImapEventGroup(ImapMailboxFilter.Personal, [.. Changes, ImapEvent.MailboxName])],
                    cancellation);
                return _isNotified = true;
            }
            catch (ImapCommandException e) when (e.Response == ImapCommandResponse.No)
            {
                // It does not do what it announces, or not these events (RFC 5465, BADEVENT).
                return false;
            }
        },
        cancellation);

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

    private static bool CanHoldMail(IMailFolder folder) =>
        folder.Exists && (folder.Attributes & (FolderAttributes.NonExistent | FolderAttributes.NoSelect)) == 0;

    private async Task<IEnumerable<BoundedImapFolder>> ListAsync(
        FolderNamespace space, FolderOwner owner, StatusItems items, CancellationToken cancellation)
    {
        try
        {
            return (await client.GetFoldersAsync(space, items, subscribedOnly: false, cancellation)).OfType<BoundedImapFolder>();
        }
        catch (FolderNotFoundException) when (owner != FolderOwner.Self || client.PersonalNamespaces.Count == 0)
        {
            // The server named a space that it does not have, or none: there is the inbox at least.
            return [];
        }
        catch (ImapCommandException e) when (owner != FolderOwner.Self && errors.Words.Trouble() is null)
        {
            // A list without them would say that they are gone: the next connection knows nothing of them.
            throw new MailServerException(MailServerTrouble.Transient, "The mail server does not list the folders of others.",
                e)
            { Unusable = "NAMESPACE" };
        }
    }

    /// <summary>Asks how a folder stands. One that it is not told of, as it may not be read, is no reason to leave out the others: opening
    /// it will tell.</summary>
    private async Task TellAsync(BoundedImapFolder folder, StatusItems items, CancellationToken cancellation)
    {
        try
        {
            await folder.StatusAsync(items, cancellation);
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException
            && errors.Translate(e).Trouble == MailServerTrouble.Command)
        {
            // As above.
        }
    }
}
