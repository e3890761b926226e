using System.Text;
using InboxMind.Core.Audit;
using InboxMind.Core.Connecting;
using InboxMind.Core.Sync;
using InboxMind.Core.Tests.Sync;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Accounts.Connecting;

/// <summary>What is left of a mailbox that was synced and is disconnected.</summary>
public sealed class DisconnectMailboxTests : IDisposable
{
    private const string Secret = "zxquokka";
    private static readonly RequestOrigin Origin = new("request-1", "192.0.2.7", "test");
    private static readonly MailboxId Work = new("work");

    private readonly ScriptedServer _homeServer = new();
    private readonly ScriptedServer _workServer = new();
    private readonly SyncedMailbox _mailbox;
    private readonly User _user = User.Local(DateTimeOffset.UnixEpoch);
    private readonly Mailbox _home;

    public DisconnectMailboxTests()
    {
        _mailbox = new SyncedMailbox(_homeServer.Port);
        _home = _mailbox.Mailbox;
        _homeServer.Inbox[1] = Encoding.ASCII.GetBytes(
            $"From: a@example.com\r\nSubject: {Secret}\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\nMessage-ID: "
                + $"<{Secret}@example.com>\r\n\r\n{Secret}\r\n");
        _homeServer.Inbox[2] = Letter(2);
        _workServer.Inbox[7] = Letter(2);
        _workServer.Inbox[8] = Letter(3);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mailbox.Dispose();
        _homeServer.Dispose();
        _workServer.Dispose();
    }

    [Fact]
    public async Task DisconnectAsync_SyncedMailbox_ErasesItsMailEverywhereAndKeepsWhatAnotherHolds()
    {
        await SyncBothAsync();
        await _mailbox.Get<ISecretStore>().SaveAsync(_mailbox.Owner, _home.Id, SecretKind.Password, "password", Cancellation);
        (await FilesAsync()).ShouldContain(Secret);

        var done = await DisconnectAsync();
        await _mailbox.IndexAsync();

        done.ShouldBe(new Disconnected(IsBusy: false, Revoked: false, ConsentPage: null));
        (await _mailbox.CountAsync()).ShouldBe(2);
        (await _mailbox.FindAsync(Secret)).ShouldBeEmpty();
        await _mailbox.OneAsync(Word(2));
        Placements(_home.Id).ShouldBe(0);
        Placements(Work).ShouldBe(2);
        (await _mailbox.Store.ListSetAsideAsync(_mailbox.Owner, 10, Cancellation)).ShouldBeEmpty();
        (await _mailbox.Get<ISecretStore>().ReadAsync(_mailbox.Owner, _home.Id, SecretKind.Password, Cancellation)).ShouldBeNull();
        (await _mailbox.States.ListFoldersAsync(_mailbox.Owner, _home.Id, Cancellation)).ShouldBeEmpty();
        (await _mailbox.States.GetAsync(_mailbox.Owner, _home.Id, Cancellation)).ShouldBe(new SyncRecord { Mailbox = _home.Id });
        (await _mailbox.Get<IMailboxStore>().ListAsync(_mailbox.Owner, Cancellation)).ShouldHaveSingleItem().Id.ShouldBe(Work);
        (await FilesAsync()).ShouldNotContain(Secret);
        (await _mailbox.Get<IAuditLog>().ListAsync(_user.Organisation, 0, 10, Cancellation)).ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(static e => e.Kind.ShouldBe(AuditKind.MailboxDisconnected), e => e.Detail.ShouldBe(_home.Id.Value));
    }

    [Fact]
    public async Task DisconnectAsync_ThenConnectedAgain_EmbedsOnlyWhatWasErased()
    {
        await SyncBothAsync();
        await DisconnectAsync();
        await _mailbox.IndexAsync();
        var embedded = _mailbox.Models.Embedded;

        _mailbox.Mailbox = _home;
        (await _mailbox.SyncAsync()).Found.ShouldBe(3);

        (_mailbox.Models.Embedded - embedded).ShouldBe(1, "the vector of the mail that was erased was erased with it; the other's was not");
        (await _mailbox.CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task DisconnectAsync_WhileItIsSynced_ForgetsTheSecretAndIsDoneWhenCalledAgain()
    {
        await SyncBothAsync();
        await _mailbox.Get<ISecretStore>().SaveAsync(_mailbox.Owner, _home.Id, SecretKind.Password, "password", Cancellation);
        var lease = (await _mailbox.States.AcquireAsync(_mailbox.Owner, _home.Id, "a sync", TimeSpan.FromMinutes(5), Cancellation))
            .ShouldNotBeNull();

        (await DisconnectAsync()).ShouldNotBeNull().IsBusy.ShouldBeTrue();

        (await _mailbox.Get<ISecretStore>().ReadAsync(_mailbox.Owner, _home.Id, SecretKind.Password, Cancellation)).ShouldBeNull();
        (await _mailbox.Get<IMailboxStore>().GetAsync(_mailbox.Owner, _home.Id, Cancellation))
            .ShouldNotBeNull().Sync.Enabled.ShouldBeFalse();
        await _mailbox.States.ReleaseAsync(_mailbox.Owner, lease, Cancellation);
        (await DisconnectAsync()).ShouldNotBeNull().IsBusy.ShouldBeFalse();
        (await _mailbox.CountAsync()).ShouldBe(2);
        (await DisconnectAsync()).ShouldBeNull("there is no such mailbox any more");
    }

    private Task<Disconnected?> DisconnectAsync() =>
        _mailbox.Get<DisconnectMailbox>().DisconnectAsync(_user, _home.Id, Origin, Cancellation);

    private async Task SyncBothAsync()
    {
        // No mail at all: it is set aside with its raw bytes.
        _homeServer.Inbox[3] = Encoding.ASCII.GetBytes($"no header at all {Secret}\r\n\r\nnothing\r\n");
        await _mailbox.SyncAsync();
        _mailbox.Mailbox = new Mailbox(Work, MailboxKind.Imap, "work")
        {
            Connection = _home.Connection! with { Port = _workServer.Port },
        };
        await _mailbox.SyncAsync();
        Placements(_home.Id).ShouldBe(2);
        (await _mailbox.Store.ListSetAsideAsync(_mailbox.Owner, 10, Cancellation)).Count.ShouldBe(1);
    }

    private long? Placements(MailboxId mailbox) => _mailbox.Get<MainDatabase>().Sqlite.Read(
        session => session.Prepare("SELECT COUNT(*) FROM placement WHERE mailbox = ?1").Scalar(mailbox.Value) as long?);

    private async Task<string> FilesAsync()
    {
        var all = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(_mailbox.Get<DataFolder>().Root, "*", SearchOption.AllDirectories))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            all.Append(await reader.ReadToEndAsync(Cancellation));
        }

        return all.ToString();
    }
}
