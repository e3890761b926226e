using InboxMind.Core;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Embedded;
using InboxMind.Server.Background;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Server.Tests.Background;

/// <summary>Connections that listen at inboxes, and when they end.</summary>
public sealed class InboxWatcherTests : IDisposable
{
    private static readonly MailboxId Home = new("home");

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Inboxes _inboxes = new();
    private readonly ServiceProvider _services;

    public InboxWatcherTests()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IMailCredentials>(_inboxes);
        services.AddSingleton<IMailServerConnector>(_inboxes);
        services.AddSingleton<TimeProvider>(_time);
        _services = services.AddInboxMindCore().AddInboxMindEmbedded(_folder.Root).BuildServiceProvider();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _services.Dispose();
        _inboxes.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("deactivated")]
    [InlineData("disconnected")]
    public async Task ExecuteAsync_MailboxLeavesTheSchedule_IsNoLongerListenedAt(string how)
    {
        var users = _services.GetRequiredService<IUserStore>();
        await users.CreateAsync(Owner.Local, User.Local(DateTimeOffset.UnixEpoch), identity: null, Cancellation);
        var mailboxes = _services.GetRequiredService<IMailboxStore>();
        await mailboxes.SaveAsync(
            Owner.Local,
            new Core.Mailboxes.Mailbox(Home, MailboxKind.Imap, "home")
            {
                Connection =
                    new ImapConnection("mail.example.com", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
                Sync = SyncChoice.Default with { Enabled = true },
            },
            Cancellation);
        using var wakeUps = new SyncWakeUps();
        using var watcher = new InboxWatcher(
            _services.GetRequiredService<IDueMailboxes>(), _services.GetRequiredService<WatchInbox>(), wakeUps, _time,
            NullLogger<InboxWatcher>.Instance);
        await watcher.StartAsync(Cancellation);
        await _inboxes.Listening.WaitAsync(Cancellation);

        if (how == "deactivated")
            await users.UpdateAsync(Owner.Local, static u => u with { Active = false }, Cancellation);
        else
            await mailboxes.RemoveAsync(Owner.Local, Home, Cancellation);
        _time.Advance(InboxWatcher.Interval);

        await _inboxes.Ended.WaitAsync(Cancellation);
        await watcher.StopAsync(Cancellation);
    }

    [Fact]
    public async Task ExecuteAsync_ConnectionBreaks_ListensAgainAfterASecondAndLessOftenWhileItStaysAway()
    {
        await ConnectAsync();
        using var wakeUps = new SyncWakeUps();
        using var watcher = Watcher(wakeUps);
        await watcher.StartAsync(Cancellation);
        await _inboxes.Listening.WaitAsync(Cancellation);
        wakeUps.Done((Owner.Local.User, Home)).ShouldBeFalse("nothing had failed before");

        _inboxes.IsAway = true;
        _inboxes.Break();
        foreach (var seconds in (double[])[1.25, 2.5, 5])
        {
            var tries = _inboxes.Tries;
            await AdvanceUntilAsync(() => _inboxes.Tries > tries, TimeSpan.FromSeconds(seconds));
        }

        _inboxes.IsAway = false;
        await AdvanceUntilAsync(() => _inboxes.Listening.CurrentCount > 0, TimeSpan.FromSeconds(10));
        wakeUps.Asked.ShouldBe([(Owner.Local.User, Home)]);
        wakeUps.Done((Owner.Local.User, Home)).ShouldBeTrue("its server is back");
        await watcher.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData(MailServerTrouble.Transient, 1, 0.75, 1.25)]
    [InlineData(MailServerTrouble.Transient, 3, 3, 5)]
    [InlineData(MailServerTrouble.Transient, 50, 45, 75)]
    [InlineData(MailServerTrouble.Throttled, 1, 900, 900)]
    [InlineData(MailServerTrouble.Refused, 1, 300, 300)]
    public void Wait_Failures_IsASecondAtFirstAndBounded(MailServerTrouble trouble, int failures, double least, double most)
    {
        InboxWatcher.Wait(trouble, failures, 0).TotalSeconds.ShouldBe(least);
        InboxWatcher.Wait(trouble, failures, 1).TotalSeconds.ShouldBe(most);
    }

    private async Task ConnectAsync()
    {
        await _services.GetRequiredService<IUserStore>()
            .CreateAsync(Owner.Local, User.Local(DateTimeOffset.UnixEpoch), identity: null, Cancellation);
        await _services.GetRequiredService<IMailboxStore>().SaveAsync(
            Owner.Local,
            new Core.Mailboxes.Mailbox(Home, MailboxKind.Imap, "home")
            {
                Connection =
                    new ImapConnection("mail.example.com", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
                Sync = SyncChoice.Default with { Enabled = true },
            },
            Cancellation);
    }

    private InboxWatcher Watcher(SyncWakeUps wakeUps) => new(
        _services.GetRequiredService<IDueMailboxes>(), _services.GetRequiredService<WatchInbox>(), wakeUps, _time,
        NullLogger<InboxWatcher>.Instance);

    /// <summary>Lets time pass in small steps, at most so much of it, until something is so.</summary>
    private async Task AdvanceUntilAsync(Func<bool> isSo, TimeSpan atMost)
    {
        var step = atMost / 20;
        for (var passed = TimeSpan.Zero; !isSo(); passed += step)
        {
            // The watcher goes on in its own time between two steps of the clock.
            for (var i = 0; i < 1_000 && !isSo(); i++)
                await Task.Yield();
            passed.ShouldBeLessThan(atMost * 20, "it never came");
            _time.Advance(step);
        }
    }

    /// <summary>Inboxes where nothing happens.</summary>
    private sealed class Inboxes : IMailServerConnector, IMailCredentials, IMailServer, IOpenFolder, IDisposable
    {
        public SemaphoreSlim Listening { get; } = new(0);

        public SemaphoreSlim Ended { get; } = new(0);

        /// <summary>Whether nothing answers.</summary>
        public bool IsAway { get; set; }

        public int Tries => _tries;

        private TaskCompletionSource _break = new();
        private int _tries;

        /// <summary>Breaks the connections there are.</summary>
        public void Break() => Interlocked.Exchange(ref _break, new TaskCompletionSource()).SetResult();

        public RemoteFolder State { get; } = new("INBOX", FolderUse.Inbox, 1, 1, 0, 0);

        public bool TellsVanished => false;

        public void Dispose()
        {
            Listening.Dispose();
            Ended.Dispose();
        }

        public Task<MailCredential> GetAsync(Owner owner, Core.Mailboxes.Mailbox mailbox, CancellationToken cancellation) =>
            Task.FromResult(new MailCredential(ImapAuth.Password, "secret"));

        public Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation) =>
            Interlocked.Increment(ref _tries) > 0 && IsAway
                ? Task.FromException<IMailServer>(new MailServerException(MailServerTrouble.Transient, "Away."))
                : Task.FromResult<IMailServer>(this);

        public Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<RemoteFolder>>([State]);

        public Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation) => Task.FromResult<IOpenFolder>(this);

        public async Task<bool> WaitForChangeAsync(TimeSpan atMost, CancellationToken cancellation)
        {
            var broken = _break.Task;
            Listening.Release();
            await broken.WaitAsync(cancellation);
            throw new MailServerException(MailServerTrouble.Transient, "It broke.");
        }

        public ValueTask DisposeAsync()
        {
            Ended.Release();
            return ValueTask.CompletedTask;
        }

        Task<IReadOnlyList<uint>?> IOpenFolder.ListAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<uint>> FindAsync(UidRange range, DateOnly? since, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<RemoteMail>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<uint,
        ReadOnlyMemory<byte>>> HeadersAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<uint,
        ReadOnlyMemory<byte>>> FetchAsync(IReadOnlyList<uint> uids, int maxBytes, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<RemoteFlags>> FlagsAsync(UidRange range, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<FolderChanges> ChangesAsync(UidRange range, ulong sinceModSeq, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
