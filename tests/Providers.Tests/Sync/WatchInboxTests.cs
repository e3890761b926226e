using InboxMind.Core.Sync;
using InboxMind.Testing;

namespace InboxMind.Providers.Tests.Sync;

/// <summary>Listening at a real Dovecot, with IDLE and without.</summary>
public sealed class WatchInboxTests(DovecotServers servers) : IClassFixture<DovecotServers>
{
    private readonly string _user = $"anna-{Guid.NewGuid():n}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_MailArrives_IsToldWithoutPolling()
    {
        var server = servers.Get(DovecotExtensions.All);
        server.Deliver(_user, [Letters.Letter(1)]);
        using var mailbox = new SyncedMailbox(server.Port, _user);
        await mailbox.SyncAsync();
        using var told = new SemaphoreSlim(0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var watching = mailbox.Get<WatchInbox>().RunAsync(mailbox.Owner, mailbox.Mailbox.Id, () => told.Release(), stop.Token);
        await told.WaitAsync(Cancellation); // The first is for what came before it listened.

        await using var user = await ImapUser.SignInAsync(server, _user);
        await user.AppendAsync(2);
        await told.WaitAsync(Cancellation);
        (await mailbox.SyncAsync()).Added.ShouldBe(1);
        await user.DeleteAsync([(await user.UidsAsync())[0]]);
        await told.WaitAsync(Cancellation);
        (await mailbox.SyncAsync()).Deleted.ShouldBe(1);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(watching);
    }

    [Fact]
    public async Task RunAsync_ConnectionBreaks_EndsWithATroubleThatMayPass()
    {
        using var server = new ScriptedServer { Capabilities = "IMAP4rev1 IDLE" };
        var listens = new TaskCompletionSource();
        server.Script = (_, command) =>
        {
            if (command != "IDLE")
                return null;
            listens.TrySetResult();
            return "+ idling\r\n* BYE restarting\r\n{close}";
        };
        using var mailbox = new SyncedMailbox(server.Port);
        await mailbox.SyncAsync();

        var error = await Should.ThrowAsync<MailServerException>(
            mailbox.Get<WatchInbox>().RunAsync(mailbox.Owner, mailbox.Mailbox.Id, static () => { }, Cancellation));

        error.Trouble.ShouldBe(MailServerTrouble.Transient);
        listens.Task.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_MailboxOfAnotherUser_ListensAtNothing()
    {
        using var server = new ScriptedServer();
        using var mailbox = new SyncedMailbox(server.Port);
        await mailbox.SyncAsync();
        var before = server.Commands.Count;

        await mailbox.Get<WatchInbox>().RunAsync(
            new Owner(new UserId("mallory")), mailbox.Mailbox.Id, static () => throw new InvalidOperationException("It listens."), Cancellation);

        server.Commands.Count.ShouldBe(before);
    }
}
