using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Sync;

/// <summary>Signs in to a mailbox on its server.</summary>
public sealed class OpenMailbox(IMailCredentials credentials, IMailServerConnector connector)
{
    /// <exception cref="MailServerException">It cannot; the error says what to do.</exception>
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="without">What of the server is done without; see <see cref="ImapConnection.Without"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IMailServer> OpenAsync(Owner owner, Mailbox mailbox, string without, CancellationToken cancellation)
    {
        using var span = Signals.Begin("imap connect");
        return await connector.ConnectAsync(
            mailbox.Connection! with { Without = without }, await credentials.GetAsync(owner, mailbox, cancellation), cancellation);
    }
}
