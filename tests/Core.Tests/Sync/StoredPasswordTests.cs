using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Sync with a password that is kept encrypted.</summary>
public sealed class StoredPasswordTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;

    public StoredPasswordTests()
    {
        _mailbox = new SyncedMailbox(_server.Port);
        _mailbox.Credentials = new StoredCredentials(_mailbox.Get<ISecretStore>());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task SyncAsync_KeysAreLost_NeedsReconnectUntilThePasswordIsGivenAgain()
    {
        await SaveAsync(_mailbox.Mailbox.Id);
        await _mailbox.SyncAsync();
        var folder = _mailbox.Get<DataFolder>();
        Directory.Delete(Path.Combine(folder.Root, "keys"), recursive: true);
        using var keys = new KeyRing(folder);
        var reopened = new SqliteSecretStore(_mailbox.Get<MainDatabase>(), keys);
        _mailbox.Credentials = new StoredCredentials(reopened);
        var connections = _server.Connections;

        var (outcome, _) = await _mailbox.RunAsync(askedFor: false);

        outcome.ShouldBe(
            new SyncOutcome(SyncResult.NeedsReconnect, "The stored password for anna@test cannot be opened any more; connect it again."));
        (await _mailbox.States.GetAsync(_mailbox.Owner, _mailbox.Mailbox.Id, Cancellation)).State.ShouldBe(SyncState.NeedsReconnect);
        _server.Connections.ShouldBe(connections, "nothing to sign in with, so no connection");
        await reopened.SaveAsync(_mailbox.Owner, _mailbox.Mailbox.Id, SecretKind.Password, "secret", Cancellation);
        await _mailbox.SyncAsync();
    }

    [Fact]
    public async Task ReadAsync_CiphertextMovedToAnotherMailboxKindOrUser_DoesNotOpen()
    {
        var store = _mailbox.Get<ISecretStore>();
        await SaveAsync(_mailbox.Mailbox.Id);
        var (other, stranger) = (new MailboxId("other"), new Owner(new UserId("stranger")));
        await _mailbox.Get<MainDatabase>().Sqlite.WriteAsync(
            static s => s.Execute(
                "INSERT INTO secret(user, mailbox, kind, data) SELECT user, 'other', kind, data FROM secret UNION ALL "
                + "SELECT user, mailbox, 'OAuthToken', data FROM secret UNION ALL SELECT 'stranger', mailbox, kind, data FROM secret"),
            Cancellation);

        (await store.ReadAsync(_mailbox.Owner, _mailbox.Mailbox.Id, SecretKind.Password, Cancellation)).ShouldBe("secret");
        await Should.ThrowAsync<SecretUnreadableException>(() => store.ReadAsync(_mailbox.Owner, other, SecretKind.Password, Cancellation));
        await Should.ThrowAsync<SecretUnreadableException>(
            () => store.ReadAsync(_mailbox.Owner, _mailbox.Mailbox.Id, SecretKind.OAuthToken, Cancellation));
        await Should.ThrowAsync<SecretUnreadableException>(() =>
            store.ReadAsync(stranger, _mailbox.Mailbox.Id, SecretKind.Password, Cancellation));
    }

    private Task SaveAsync(MailboxId mailbox) =>
        _mailbox.Get<ISecretStore>().SaveAsync(_mailbox.Owner, mailbox, SecretKind.Password, "secret", Cancellation);
}
