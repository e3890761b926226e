using InboxMind.Core.Sync;

namespace InboxMind.Server.Commands;

/// <summary>Opens mailboxes, and tells the first time that a server let someone in: a password that was mistyped must not take the place of
/// one that works.</summary>
internal sealed class FirstSignIn(IMailServerConnector inner, Func<CancellationToken, Task> then) : IMailServerConnector
{
    private bool _isTold;

    public async Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation)
    {
        var server = await inner.ConnectAsync(connection, credential, cancellation);
        try
        {
            if (!_isTold)
                await then(cancellation);
            _isTold = true;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
