using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Functions.Sync;

namespace InboxMind.Functions.Tests.Sync;

/// <summary>The activities on the adapters of this host.</summary>
public sealed class SyncActivityTests : IAsyncDisposable
{
    private static readonly DateTime Now = new(2026, 11, 26, 8, 0, 0, DateTimeKind.Utc);

    private readonly EmbeddedHost _host = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ListDueMailboxes_Pages_GiveEachMailboxOnce()
    {
        for (var i = 0; i < 5; i++)
            await ConnectAsync("anna", $"m{i}");
        var list = _host.Function<ListDueMailboxes>();

        var first = await list.RunAsync(new DueQuery(Now, 0, 1, null, 3), Cancellation);
        var second = await list.RunAsync(new DueQuery(Now, 0, 1, first.Next, 3), Cancellation);

        first.Ids.Concat(second.Ids).ShouldBe(Enumerable.Range(0, 5).Select(static i => new DueId("anna", $"m{i}")));
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task SyncMailboxTurn_MailboxIsGone_IsAResult() =>
        (await TurnAsync("anna", "none")).Result.ShouldBe(SyncResult.Disconnected);

    [Fact]
    public async Task SyncMailboxTurn_NoPassword_NeedsReconnectAndIsDueNoMore()
    {
        await ConnectAsync("anna", "home");

        (await TurnAsync("anna", "home")).Result.ShouldBe(SyncResult.NeedsReconnect);

        (await _host.Function<ListDueMailboxes>().RunAsync(new DueQuery(Now.AddYears(9), 0, 1, null, 9), Cancellation)).Ids.ShouldBeEmpty();
    }

    [Fact]
    public async Task SyncMailboxTurn_ServerIsDown_IsAResultAndComesLater()
    {
        await ConnectAsync("anna", "home");
        await _host.Get<ISecretStore>()
            .SaveAsync(new Owner(new UserId("anna")), new MailboxId("home"), SecretKind.Password, "secret", Cancellation);

        (await TurnAsync("anna", "home")).Result.ShouldBe(SyncResult.RetryLater);
    }

    [Fact]
    public async Task SyncMailboxTurn_UserIsDeactivated_IsAResult()
    {
        await _host.AddUserAsync("anna");
        await ConnectAsync("anna", "home");
        await _host.Get<IUserStore>().UpdateAsync(new Owner(new UserId("anna")), static user => user with { Active = false }, Cancellation);

        (await TurnAsync("anna", "home")).Result.ShouldBe(SyncResult.Deactivated);
    }

    [Fact]
    public async Task SyncMailboxTurn_SameOwnerAgain_GetsTheLeaseThatAnotherDoesNot()
    {
        await ConnectAsync("anna", "home");
        var owner = new Owner(new UserId("anna"));
        await _host.Get<ISyncStateStore>().AcquireAsync(owner, new MailboxId("home"), "sub-1", TimeSpan.FromMinutes(5), Cancellation);

        (await TurnAsync("anna", "home", holder: "sub-2")).Result.ShouldBe(SyncResult.Busy);
        (await TurnAsync("anna", "home", holder: "sub-1")).Result.ShouldBe(SyncResult.NeedsReconnect);
    }

    private Task<SyncTurn> TurnAsync(string user, string mailbox, string holder = "sub") =>
        _host.Function<SyncMailboxTurn>().RunAsync(new SyncTurnInput(user, mailbox, holder, TurnSeconds: 30), Cancellation);

    private Task ConnectAsync(string user, string mailbox) => _host.Get<IMailboxStore>().SaveAsync(
        new Owner(new UserId(user)),
        new Mailbox(new MailboxId(mailbox), MailboxKind.Imap, mailbox)
        {
            Connection = new ImapConnection("127.0.0.1", 1, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: true),
            Sync = SyncChoice.Default with { Enabled = true },
        },
        Cancellation);
}
