namespace InboxMind.Core.Sync;

/// <summary>Listens at the inbox of a mailbox until something changes there. Reads and writes nothing.</summary>
public sealed class WatchInbox(IMailboxStore mailboxes, IMailCredentials credentials, IMailServerConnector connector)
{
    /// <summary>Listens on one connection until it breaks or is stopped.</summary>
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="changed">Told each time something changed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MailServerException">The server cannot be reached, or the connection broke.</exception>
    public async Task RunAsync(Owner owner, MailboxId mailboxId, Action changed, CancellationToken cancellation)
    {
        if (await mailboxes.GetAsync(owner, mailboxId, cancellation) is not { Connection: { } connection } mailbox)
            return;
        await using var server = await connector.ConnectAsync(connection, await credentials.GetAsync(owner, mailbox, cancellation), cancellation);
        var inbox = (await server.ListAsync(cancellation)).FirstOrDefault(static f => f.Use == FolderUse.Inbox)?.Name ?? "INBOX";
        var folder = await server.OpenAsync(inbox, cancellation);

        // What came between the last sync and now.
        changed();
        while (!cancellation.IsCancellationRequested)
        {
            if (await folder.WaitForChangeAsync(TimeSpan.FromMinutes(9), cancellation))
                changed();
        }
    }
}
