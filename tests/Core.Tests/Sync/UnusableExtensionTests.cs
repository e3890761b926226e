using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Providers.Imap;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>What a run does when an extension of its server cannot be used.</summary>
public sealed class UnusableExtensionTests : IDisposable, IMailServerConnector
{
    private readonly ScriptedServer _server = new();
    private readonly ImapConnector _connector = new(TimeProvider.System);
    private readonly List<string> _connections = [];
    private readonly SyncedMailbox _mailbox;
    private string[] _unusable = [];

    public UnusableExtensionTests()
    {
        _server.Inbox[1] = Letter(1);
        _mailbox = new SyncedMailbox(_server.Port, connector: this);
    }

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    public async Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation)
    {
        _connections.Add(connection.Without);
        return new Server(await _connector.ConnectAsync(connection, credential, cancellation), connection.Without, _unusable);
    }

    [Fact]
    public async Task SyncAsync_AnswersOfTwoExtensionsCannotBeRead_IsDoneWithoutThem()
    {
        _unusable = ["OBJECTID", "CONDSTORE"];

        (await _mailbox.SyncAsync()).Added.ShouldBe(1);

        _connections.ShouldBe(["", "OBJECTID", "OBJECTID CONDSTORE"]);
        (await _mailbox.FolderAsync("INBOX")).Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task SyncAsync_AnExtensionIsBlamedThoughItIsNotUsed_IsTriedLater()
    {
        _unusable = ["OBJECTID", "OBJECTID"];

        (await _mailbox.RunAsync()).Outcome.Result.ShouldBe(SyncResult.RetryLater);

        _connections.Count.ShouldBe(2);
    }

    /// <summary>A server that fails once for each extension.</summary>
    private sealed class Server(IMailServer inner, string without, string[] unusable) : IMailServer
    {
        public string Without => without;

        public Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation) => inner.ListAsync(cancellation);

        public Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation)
        {
            var done = without.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            return done < unusable.Length
                ? throw new MailServerException(MailServerTrouble.Transient, "Its answer cannot be read.") { Unusable = unusable[done] }
                : inner.OpenAsync(folder, cancellation);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
