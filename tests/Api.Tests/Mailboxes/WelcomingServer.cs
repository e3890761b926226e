using InboxMind.Core.Sync;

namespace InboxMind.Api.Tests.Mailboxes;

/// <summary>A mail server that lets everyone in and is asked for nothing more: for tests of who gets which record.</summary>
internal sealed class WelcomingServer : IMailServerConnector, IMailServer
{
    public Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation) =>
        Task.FromResult<IMailServer>(this);

    public Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
