using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Providers.Imap;
using InboxMind.Testing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Listening at a real Dovecot, with IDLE and without.</summary>
public sealed class WatchInboxTests(DovecotServers servers) : IClassFixture<DovecotServers>
{
    private readonly string _user = $"anna-{Guid.NewGuid():n}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WatchAsync_MailArrives_IsToldWithoutPolling()
    {
        var server = servers.Get(DovecotExtensions.All);
        server.Deliver(_user, [Letters.Letter(1)]);
        using var mailbox = new SyncedMailbox(server.Port, _user);
        await mailbox.SyncAsync();
        using var told = new SemaphoreSlim(0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var watching = mailbox.Get<WatchInbox>().WatchAsync(mailbox.Owner, mailbox.Mailbox.Id, () => told.Release(), stop.Token);
        await told.WaitAsync(Cancellation); // The first is for what came before it listened.

        await using var user = await ImapUser.SignInAsync(server, _user);
        await user.AppendAsync(2);
        await told.WaitAsync(Cancellation);
        (await mailbox.SyncAsync()).Added.ShouldBe(1);
        await user.DeleteAsync([(await user.UidsAsync())[0]]);
        await told.WaitAsync(Cancellation);
        (await mailbox.SyncAsync()).Deleted.ShouldBe(1);

        await stop.CancelAsync();
        await EndAsync(watching);
    }

    [Fact]
    public async Task WatchAsync_ConnectionBreaks_EndsWithATroubleThatMayPass()
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
            mailbox.Get<WatchInbox>().WatchAsync(mailbox.Owner, mailbox.Mailbox.Id, static () => { }, Cancellation));

        error.Trouble.ShouldBe(MailServerTrouble.Transient);
        listens.Task.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task WatchAsync_MailboxOfAnotherUser_ListensAtNothing()
    {
        using var server = new ScriptedServer();
        using var mailbox = new SyncedMailbox(server.Port);
        await mailbox.SyncAsync();
        var before = server.Commands.Count;

        await mailbox.Get<WatchInbox>().WatchAsync(
            new Owner(new UserId("mallory")), mailbox.Mailbox.Id, static () => throw new InvalidOperationException("It listens."),
            Cancellation);

        server.Commands.Count.ShouldBe(before);
    }

    [Fact]
    public async Task WatchAsync_ServerTellsOfAllFolders_MailInAnotherFolderIsTold()
    {
        using var server = new ScriptedServer { Capabilities = "IMAP4rev1 IDLE NOTIFY" };
        server.Folders["Work"] = [];
        var listens = 0;
        server.Script = (_, command) => command == "IDLE" && Interlocked.Increment(ref listens) == 1
            ? "+ idling\r\n* STATUS \"Work\" (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 7)\r\n"
            : command == "IDLE" ? "+ idling\r\n"
            : command == "DONE" ? null
            : null;
        using var mailbox = new SyncedMailbox(server.Port);
        await mailbox.SyncAsync();
        using var told = new SemaphoreSlim(0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var watching = mailbox.Get<WatchInbox>().WatchAsync(mailbox.Owner, mailbox.Mailbox.Id, () => told.Release(), stop.Token);
        await told.WaitAsync(Cancellation);
        await told.WaitAsync(Cancellation);

        server.Commands.ShouldContain(static c =>
            c.StartsWith("NOTIFY SET (SELECTED (MessageNew MessageExpunge FlagChange)) (PERSONAL (MessageNew", StringComparison.Ordinal));
        await stop.CancelAsync();
        await EndAsync(watching);
    }

    /// <summary>Stopped between two looks it returns, and within one it throws.</summary>
    private static async Task EndAsync(Task watching)
    {
        try
        {
            await watching;
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            // As was meant.
        }
    }

    [Theory]
    [InlineData("{tag} NO [NOTIFICATIONOVERFLOW] not for these\r\n")]
    [InlineData("{tag} BAD no such thing\r\n")]
    public async Task WatchAsync_ServerDoesNotTellOfAllFolders_ListensAtTheInboxAllTheSame(string answer)
    {
        using var server = new ScriptedServer { Capabilities = "IMAP4rev1 IDLE NOTIFY" };
        server.Script = (_, command) => command.StartsWith("NOTIFY", StringComparison.Ordinal) ? answer
            : command == "IDLE" ? "+ idling\r\n* 1 EXISTS\r\n"
            : null;
        using var mailbox = new SyncedMailbox(server.Port);
        await mailbox.SyncAsync();
        using var told = new SemaphoreSlim(0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var watching = mailbox.Get<WatchInbox>().WatchAsync(mailbox.Owner, mailbox.Mailbox.Id, () => told.Release(), stop.Token);

        await told.WaitAsync(Cancellation);
        await told.WaitAsync(Cancellation);
        await stop.CancelAsync();
        await EndAsync(watching);
    }

    [Fact]
    public async Task WatchAsync_ServerTellsOfTheInboxAlone_TheOtherFoldersAreLookedAtEveryFewMinutes()
    {
        using var server = new ScriptedServer();
        server.Folders["Work"] = [];
        using var mailbox = new SyncedMailbox(server.Port, connector: new ImapConnector(new FakeTimeProvider()));
        await mailbox.SyncAsync();
        var quiet = new Quiet(mailbox.Get<IMailServerConnector>(), mailbox.Time);
        var watch = new WatchInbox(mailbox.Get<IMailboxStore>(), mailbox.States, mailbox, quiet, mailbox.Time);
        var told = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        quiet.Waited = round =>
        {
            if (round == 2)
                server.Folders["Work"][1] = Letters.Letter(7);
            if (round == 4)
                stop.Cancel();
        };

        await watch.WatchAsync(mailbox.Owner, mailbox.Mailbox.Id, () => told++, stop.Token);

        told.ShouldBe(2, "once when it began to listen, and once for the mail in the other folder");
    }

    /// <summary>A server where the inbox never changes, and each wait takes its whole time.</summary>
    private sealed class Quiet(IMailServerConnector inner, FakeTimeProvider time) : IMailServerConnector
    {
        public Action<int> Waited { get; set; } = static _ => { };

        public async Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation) =>
            new Server(await inner.ConnectAsync(connection, credential, cancellation), this);

        private sealed class Server(IMailServer inner, Quiet quiet) : IMailServer
        {
            public Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation) => inner.ListAsync(CancellationToken.None);

            public async Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation) =>
                new Folder(await inner.OpenAsync(folder, cancellation), quiet);

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }

        private sealed class Folder(IOpenFolder inner, Quiet quiet) : IOpenFolder
        {
            private int _round;

            public RemoteFolder State => inner.State;

            public bool TellsVanished => inner.TellsVanished;

            public Task<bool> WaitForChangeAsync(TimeSpan atMost, CancellationToken cancellation)
            {
                quiet.Waited(++_round);
                quiet.Advance(atMost);
                return Task.FromResult(false);
            }

            public Task<IReadOnlyList<uint>?> ListAsync(CancellationToken cancellation) => inner.ListAsync(cancellation);

            public Task<IReadOnlyList<uint>> FindAsync(UidRange range, DateOnly? since, CancellationToken cancellation) =>
                inner.FindAsync(range, since, cancellation);

            public Task<IReadOnlyList<RemoteMail>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
                inner.DescribeAsync(uids, cancellation);

            public Task<IReadOnlyDictionary<uint,
            ReadOnlyMemory<byte>>> HeadersAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
                inner.HeadersAsync(uids, cancellation);

            public Task<IReadOnlyDictionary<uint,
            ReadOnlyMemory<byte>>> FetchAsync(IReadOnlyList<uint> uids, int maxBytes, CancellationToken cancellation) =>
                inner.FetchAsync(uids, maxBytes, cancellation);

            public Task<IReadOnlyList<RemoteFlags>> FlagsAsync(UidRange range, CancellationToken cancellation) =>
                inner.FlagsAsync(range, cancellation);

            public Task<FolderChanges> ChangesAsync(UidRange range, ulong sinceModSeq, CancellationToken cancellation) =>
                inner.ChangesAsync(range, sinceModSeq, cancellation);
        }

        private void Advance(TimeSpan by) => time.Advance(by);
    }
}
