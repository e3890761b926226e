using InboxMind.Core.Accounts;
using InboxMind.Core.Accounts.Connecting;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Providers.Imap;
using InboxMind.Providers.Tests.Sync;

namespace InboxMind.Providers.Tests.Accounts;

/// <summary>A mailbox connected by password, whose password changes.</summary>
public sealed class ConnectImapTests : IDisposable
{
    private static readonly RequestOrigin Origin = new("request-1", "192.0.2.7", "test");

    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;
    private readonly User _user = User.Local(DateTimeOffset.UnixEpoch);
    private string _password = "first";

    public ConnectImapTests()
    {
        _server.Inbox[1] = Letters.Letter(1);
        _server.Script = (_, command) => command.StartsWith("LOGIN", StringComparison.Ordinal) && !command.Contains(_password)
            ? "{tag} NO [AUTHENTICATIONFAILED] no\r\n" : null;
        _mailbox = new SyncedMailbox(_server.Port, connector: new ToTheServer(_server.Port));
        _mailbox.Credentials = new StoredCredentials(_mailbox.Get<ISecretStore>());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task RunAsync_NewPasswordAfterNeedsReconnect_SyncsTheSameMailboxAgain()
    {
        var connected = _mailbox.Mailbox = await ConnectAsync("first");
        var chosen = _mailbox.Mailbox = connected with { Sync = connected.Sync with { Interval = TimeSpan.FromHours(1) } };
        await _mailbox.SyncAsync();
        _password = "second";
        _mailbox.Time.Advance(TimeSpan.FromHours(2));
        (await _mailbox.RunAsync(askedFor: false)).Outcome.Result.ShouldBe(SyncResult.NeedsReconnect);
        (await DueAsync()).ShouldBeFalse();

        var again = await ConnectAsync("second");

        (again.Id, again.Name, again.Sync.Interval).ShouldBe((chosen.Id, chosen.Name, chosen.Sync.Interval), "what the person chose stays");
        (await _mailbox.States.GetAsync(_mailbox.Tenant, again.Id, Cancellation)).State.ShouldBe(SyncState.New);
        (await DueAsync()).ShouldBeTrue();
        _server.Inbox[2] = Letters.Letter(2);
        (await _mailbox.RunAsync(askedFor: false)).Outcome.Result.ShouldBe(SyncResult.Done);
        (await _mailbox.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_WrongPassword_StoresNothingAndLeavesWhatIsThere()
    {
        var error = await Should.ThrowAsync<MailServerException>(() => ConnectAsync("wrong"));
        error.Trouble.ShouldBe(MailServerTrouble.Refused);
        error.Message.ShouldNotContain("wrong");
        (await _mailbox.Get<IMailboxStore>().ListAsync(_mailbox.Tenant, Cancellation)).ShouldBeEmpty();

        var mailbox = await ConnectAsync("first");
        await Should.ThrowAsync<MailServerException>(() => ConnectAsync("wrong"));

        (await _mailbox.Get<ISecretStore>().ReadAsync(_mailbox.Tenant, mailbox.Id, SecretKind.Password, Cancellation)).ShouldBe("first");
    }

    private Task<Mailbox> ConnectAsync(string password) =>
        _mailbox.Get<ConnectImap>().RunAsync(_user, "imap.example.com", ConnectImap.DefaultPort, "anna", password, Origin, Cancellation);

    private async Task<bool> DueAsync() =>
        (await _mailbox.Get<IDirectory>().DueMailboxesAsync(_mailbox.Time.GetUtcNow(), 10, Cancellation)).Count > 0;

    /// <summary>The name stands for the server on this machine; what a web user names could not lie there.</summary>
    private sealed class ToTheServer(int port) : IMailServerConnector
    {
        private readonly ImapConnector _connector = new(TimeProvider.System);

        public Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation)
        {
            (connection.Security, connection.AllowPrivateNetwork).ShouldBe((ImapSecurity.Tls, false));
            return _connector.ConnectAsync(
                connection with { Host = "127.0.0.1", Port = port, Security = ImapSecurity.None, AllowPrivateNetwork = true }, credential, cancellation);
        }
    }
}
