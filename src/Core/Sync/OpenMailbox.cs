namespace InboxMind.Core.Sync;

/// <summary>Signs in to a mailbox on its server.</summary>
public sealed class OpenMailbox(IMailCredentials credentials, IMailServerConnector connector)
{
    /// <exception cref="MailServerException">It cannot; the error says what to do.</exception>
    public async Task<IMailServer> RunAsync(Tenant tenant, Mailbox mailbox, CancellationToken cancellation) =>
        await connector.ConnectAsync(mailbox.Connection!, await credentials.GetAsync(tenant, mailbox, cancellation), cancellation);
}
