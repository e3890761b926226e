using InboxMind.Core;
using InboxMind.Core.Sync;
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
                Connection = new ImapConnection("mail.example.com", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
                Sync = SyncChoice.Default with { Enabled = true },
            },
            Cancellation);
        using var wakeUps = new SyncWakeUps();
        using var watcher = new InboxWatcher(
            _services.GetRequiredService<IDueMailboxes>(), _services.GetRequiredService<WatchInbox>(), wakeUps, _time, NullLogger<InboxWatcher>.Instance);
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

    /// <summary>Inboxes where nothing happens.</summary>
    private sealed class Inboxes : IMailServerConnector, IMailCredentials, IMailServer, IOpenFolder, IDisposable
    {
        public SemaphoreSlim Listening { get; } = new(0);

        public SemaphoreSlim Ended { get; } = new(0);

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
            Task.FromResult<IMailServer>(this);

        public Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<RemoteFolder>>([State]);

        public Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation) => Task.FromResult<IOpenFolder>(this);

        public async Task<bool> WaitForChangeAsync(TimeSpan atMost, CancellationToken cancellation)
        {
            Listening.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return false;
        }

        public ValueTask DisposeAsync()
        {
            Ended.Release();
            return ValueTask.CompletedTask;
        }

        Task<IReadOnlyList<uint>?> IOpenFolder.ListAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<uint>> FindAsync(UidRange range, DateOnly? since, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<RemoteMail>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>> HeadersAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>> FetchAsync(IReadOnlyList<uint> uids, int maxBytes, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<RemoteFlags>> FlagsAsync(UidRange range, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<FolderChanges> ChangesAsync(UidRange range, ulong sinceModSeq, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
