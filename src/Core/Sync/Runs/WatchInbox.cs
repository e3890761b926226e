using InboxMind.Core.Sync.Folders;

namespace InboxMind.Core.Sync.Runs;

/// <summary>Listens at a mailbox until something changes there: at the inbox, and at the other folders that are synced as well, as the
/// server tells of them (NOTIFY, RFC 5465) or by a look at how they stand every few minutes. Reads no mail and writes nothing.</summary>
public sealed class WatchInbox(
    IMailboxStore mailboxes, ISyncStateStore states, IMailCredentials credentials, IMailServerConnector connector, TimeProvider time)
{
    /// <summary>How long it is only listened; the connection is tried at each end of it, so that one that is gone without a word is
    /// noticed.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(2);

    /// <summary>A look at the other folders takes no larger part of the time than one in so many.</summary>
    private const int LeastQuiet = 20;

    /// <summary>Listens on one connection until it breaks or is stopped.</summary>
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="changed">Told once it listens, for what came before, and each time something changed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MailServerException">The server cannot be reached, or the connection broke.</exception>
    public async Task WatchAsync(Owner owner, MailboxId mailboxId, Action changed, CancellationToken cancellation)
    {
        if (await mailboxes.GetAsync(owner, mailboxId, cancellation) is not { Connection: { } connection } mailbox)
            return;
        connection = connection with { Without = (await states.GetAsync(owner, mailboxId, cancellation)).Without };
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(owner, mailbox, connection, changed, cancellation);
            }
            catch (MailServerException e) when (e.Unusable is { } name && !connection.Without.Split(' ').Contains(name))
            {
                connection = connection with { Without = $"{connection.Without} {name}".Trim() };
            }
        }
    }

    private async Task ListenAsync(Owner owner, Mailbox mailbox, ImapConnection connection, Action changed, CancellationToken cancellation)
    {
        await using var server =
            await connector.ConnectAsync(connection, await credentials.GetAsync(owner, mailbox, cancellation), cancellation);
        var start = time.GetTimestamp();
        var all = await server.ListAsync(cancellation);
        var took = time.GetElapsedTime(start);
        var inbox = all.FirstOrDefault(static f => f.Use == FolderUse.Inbox)?.Name ?? "INBOX";
        var isNotified = await server.NotifyAsync(cancellation);
        var folder = await server.OpenAsync(inbox, cancellation);
        changed();

        var stand = StandOf(all, mailbox.Sync);
        var looked = time.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            if (await folder.WaitForChangeAsync(Round, cancellation))
                changed();
            if (isNotified || stand.Count < 2 || time.GetElapsedTime(looked) < Round || time.GetElapsedTime(looked) < took * LeastQuiet)
                continue;
            looked = time.GetTimestamp();
            var now = StandOf(await server.ListAsync(cancellation), mailbox.Sync);
            took = time.GetElapsedTime(looked);
            if (!now.SetEquals(stand))
                changed();
            stand = now;
        }
    }

    private static HashSet<RemoteFolder> StandOf(IReadOnlyList<RemoteFolder> all, SyncChoice choice) =>
        [.. FolderChoice.Choose(all, choice)];
}
