using InboxMind.Core.Audit;
using InboxMind.Core.Connecting;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Tests.Sync;
using InboxMind.Providers.Imap;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Accounts.Connecting;

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
    public async Task ConnectAsync_NewPasswordAfterNeedsReconnect_SyncsTheSameMailboxAgain()
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
        (await _mailbox.States.GetAsync(_mailbox.Owner, again.Id, Cancellation)).State.ShouldBe(SyncState.New);
        (await DueAsync()).ShouldBeTrue();
        _server.Inbox[2] = Letters.Letter(2);
        (await _mailbox.RunAsync(askedFor: false)).Outcome.Result.ShouldBe(SyncResult.Done);
        (await _mailbox.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task ConnectAsync_WrongPassword_StoresNothingAndLeavesWhatIsThere()
    {
        var error = await Should.ThrowAsync<MailServerException>(() => ConnectAsync("wrong"));
        error.Trouble.ShouldBe(MailServerTrouble.Refused);
        error.Message.ShouldNotContain("wrong");
        (await _mailbox.Get<IMailboxStore>().ListAsync(_mailbox.Owner, Cancellation)).ShouldBeEmpty();

        var mailbox = await ConnectAsync("first");
        await Should.ThrowAsync<MailServerException>(() => ConnectAsync("wrong"));

        (await _mailbox.Get<ISecretStore>().ReadAsync(_mailbox.Owner, mailbox.Id, SecretKind.Password, Cancellation)).ShouldBe("first");
    }

    [Fact]
    public async Task ConnectAsync_PausedMailbox_TakesThePasswordAndStaysPaused()
    {
        var mailbox = await ConnectAsync("first");
        mailbox.Sync.Enabled.ShouldBeTrue();
        await PauseAsync(mailbox);
        _password = "second";

        (await ConnectAsync("second")).Sync.Enabled.ShouldBeFalse();

        (await PasswordAsync(mailbox.Id)).ShouldBe("second");
        (await DueAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task ConnectAsync_MailboxThatWasDisconnected_IsOnTheScheduleAgain()
    {
        var mailbox = await ConnectAsync("first");
        await _mailbox.Get<RevokeConsent>().RevokeAsync(_mailbox.Owner, mailbox, Cancellation);

        (await ConnectAsync("first")).Sync.Enabled.ShouldBeTrue();
    }

    [Fact]
    public async Task ConnectAsync_AccountKeptUnderAnotherId_IsThatMailbox()
    {
        var old = new Mailbox(new MailboxId("imap-0123456789abcdef0123"), MailboxKind.Imap, "anna")
        {
            Connection = Account("IMAP.example.com"),
            Sync = SyncChoice.Default with { Folders = ["INBOX"], Interval = TimeSpan.FromHours(3) },
        };
        await _mailbox.Get<IMailboxStore>().SaveAsync(_mailbox.Owner, old, Cancellation);

        (await NoteAsync()).Id.ShouldBe(old.Id);
        var connected = await ConnectAsync("first");

        (connected.Id, connected.Sync.Interval, connected.Sync.Enabled).ShouldBe((old.Id, TimeSpan.FromHours(3), true));
        (await _mailbox.Get<IMailboxStore>().ListAsync(_mailbox.Owner, Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task NoteAsync_NewAccount_HasTheIdItGetsWhenItIsConnected()
    {
        var noted = await NoteAsync();
        noted.Sync.Enabled.ShouldBeFalse();
        await _mailbox.Get<IMailboxStore>().RemoveAsync(_mailbox.Owner, noted.Id, Cancellation);

        (await ConnectAsync("first")).Id.ShouldBe(noted.Id);
    }

    [Fact]
    public async Task NoteAsync_MailboxOnTheSchedule_StaysOnIt()
    {
        var connected = await ConnectAsync("first");

        var noted = await NoteAsync("Work");

        (noted.Id, noted.Sync.Enabled).ShouldBe((connected.Id, true));
        noted.Sync.Folders.ShouldBe(["Work"]);
    }

    [Fact]
    public async Task SignedInAsync_WithPasswordAndWithout_IsInTheLog()
    {
        var noted = await NoteAsync();
        var connect = _mailbox.Get<ConnectImap>();

        await connect.SignedInAsync(_user, noted, password: null, RequestOrigin.CommandLine, Cancellation);
        (await PasswordAsync(noted.Id)).ShouldBeNull();
        (await connect.SignedInAsync(_user, noted, "first", RequestOrigin.CommandLine, Cancellation)).Sync.Enabled.ShouldBeTrue();
        (await PasswordAsync(noted.Id)).ShouldBe("first");
        await PauseAsync(noted);
        (await connect.SignedInAsync(_user, noted, "first", RequestOrigin.CommandLine, Cancellation)).Sync.Enabled.ShouldBeFalse();

        (await _mailbox.Get<IAuditLog>().ListAsync(_user.Organisation, 0, 10, Cancellation))
            .Select(static e => (e.Kind, e.Detail)).ShouldBe(Enumerable.Repeat((AuditKind.MailboxConnected, noted.Id.Value), 3));
    }

    [Fact]
    public async Task SignedInAsync_MailboxSyncedBefore_IsNotNotedAgain()
    {
        _mailbox.Mailbox = await ConnectAsync("first");
        await _mailbox.SyncAsync();

        await _mailbox.Get<ConnectImap>().SignedInAsync(_user, _mailbox.Mailbox, password: null, RequestOrigin.CommandLine, Cancellation);

        (await _mailbox.Get<IAuditLog>().ListAsync(_user.Organisation, 0, 10, Cancellation)).ShouldHaveSingleItem();
    }

    private static ImapConnection Account(string host) =>
        new(host, ConnectImap.DefaultPort, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false);

    private Task<Mailbox> NoteAsync(params string[] folders) =>
        _mailbox.Get<ConnectImap>()
            .NoteAsync(_mailbox.Owner, Account("imap.example.com"), SyncChoice.Default with { Folders = folders }, Cancellation);

    private Task<Mailbox?> PauseAsync(Mailbox mailbox) =>
        _mailbox.Get<ChangeMailbox>().ChangeAsync(_mailbox.Owner, mailbox.Id, static c => c with { Enabled = false }, Cancellation);

    private Task<string?> PasswordAsync(MailboxId id) =>
        _mailbox.Get<ISecretStore>().ReadAsync(_mailbox.Owner, id, SecretKind.Password, Cancellation);

    private Task<Mailbox> ConnectAsync(string password) =>
        _mailbox.Get<ConnectImap>()
            .ConnectAsync(_user, "imap.example.com", port: null, startTls: false, "anna", password, Origin, Cancellation);

    private async Task<bool> DueAsync() =>
        (await _mailbox.Get<IDueMailboxes>().DueMailboxesAsync(_mailbox.Time.GetUtcNow(), 10, Cancellation)).Count > 0;

    /// <summary>The name stands for the server on this machine; what a web user names could not lie there.</summary>
    private sealed class ToTheServer(int port) : IMailServerConnector
    {
        private readonly ImapConnector _connector = new(TimeProvider.System);

        public Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation)
        {
            (connection.Security, connection.AllowPrivateNetwork).ShouldBe((ImapSecurity.Tls, false));
            return _connector.ConnectAsync(
                connection with { Host = "127.0.0.1", Port = port, Security = ImapSecurity.None, AllowPrivateNetwork = true }, credential,
                cancellation);
        }
    }
}
