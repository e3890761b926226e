namespace InboxMind.Core.Sync;

/// <summary>Signs in to a mailbox on its server.</summary>
public sealed class OpenMailbox(IMailCredentials credentials, IMailServerConnector connector)
{
    /// <exception cref="MailServerException">It cannot; the error says what to do.</exception>
    public async Task<IMailServer> RunAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation) =>
        await connector.ConnectAsync(mailbox.Connection!, await credentials.GetAsync(owner, mailbox, cancellation), cancellation);
}
