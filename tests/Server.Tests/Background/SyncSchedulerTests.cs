using System.Collections.Concurrent;
using System.Text;
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

/// <summary>A hundred mailboxes in one process.</summary>
public sealed class SyncSchedulerTests : IDisposable
{
    private const int Mailboxes = 100;
    private const string Long = "long";

    private readonly TempFolder _folder = new();
    private readonly Servers _servers = new();
    private readonly ServiceProvider _services;

    public SyncSchedulerTests()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IMailCredentials>(_servers);
        services.AddSingleton<IMailServerConnector>(_servers);
        services.AddSingleton<TimeProvider>(_servers.Time);
        _services = services.AddInboxMindCore().AddInboxMindEmbedded(_folder.Root).BuildServiceProvider();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _services.Dispose();
        _servers.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ExecuteAsync_OneLongFirstSyncAmongAHundred_EveryMailboxHasItsTurnOnFewConnections()
    {
        await SaveAsync(Long);
        for (var i = 1; i < Mailboxes; i++)
            await SaveAsync($"user{i}");
        using var wakeUps = new SyncWakeUps();
        using var scheduler = Scheduler(wakeUps);

        await scheduler.StartAsync(Cancellation);
        await _servers.WaitForAsync(Mailboxes, Cancellation);

        var turns = _servers.Turns[Long];
        await scheduler.StopAsync(Cancellation);
        turns.ShouldBeLessThanOrEqualTo(3, "the others come before its next turns");
        _servers.MostAtOnce.ShouldBeInRange(2, SyncScheduler.SideBySide);
    }

    [Fact]
    public async Task ExecuteAsync_MailboxesWhoseRunsFailUnforeseen_DoNotKeepOthersWaiting()
    {
        for (var i = 0; i < SyncScheduler.SideBySide; i++)
            await SaveAsync($"a-broken{i}");
        for (var i = 0; i < 5; i++)
            await SaveAsync($"b-well{i}");
        using var wakeUps = new SyncWakeUps();
        using var scheduler = Scheduler(wakeUps);

        await scheduler.StartAsync(Cancellation);
        await _servers.WaitForAsync(SyncScheduler.SideBySide + 5, Cancellation);

        await scheduler.StopAsync(Cancellation);
        _servers.Turns.Where(static t => t.Key.StartsWith("a-broken", StringComparison.Ordinal)).ShouldAllBe(static t => t.Value == 1);
    }

    [Fact]
    public async Task ExecuteAsync_MoreAskedForThanCanRun_ForgetsNone()
    {
        using var wakeUps = new SyncWakeUps();
        for (var i = 0; i < 20; i++)
        {
            await SaveAsync($"user{i}", isEnabled: false);
            wakeUps.Ask(Owner.Local.User, new MailboxId($"user{i}"));
        }

        using var scheduler = Scheduler(wakeUps);

        await scheduler.StartAsync(Cancellation);
        await _servers.WaitForAsync(20, Cancellation);

        await scheduler.StopAsync(Cancellation);
    }

    private SyncScheduler Scheduler(SyncWakeUps wakeUps) => new(
        _services.GetRequiredService<IDueMailboxes>(), _services.GetRequiredService<SyncMailbox>(), wakeUps, _servers.Time,
        NullLogger<SyncScheduler>.Instance);

    private Task SaveAsync(string name, bool isEnabled = true) => _services.GetRequiredService<IMailboxStore>().SaveAsync(
        Owner.Local,
        new Core.Mailboxes.Mailbox(new MailboxId(name), MailboxKind.Imap, name)
        {
            Connection = new ImapConnection("mail.example.com", 993, name, ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
            Sync = SyncChoice.Default with { Enabled = isEnabled },
        },
        Cancellation);

    /// <summary>Mail servers without mail, but for one whose every batch takes longer than a turn lasts.</summary>
    private sealed class Servers : IMailServerConnector, IMailCredentials, IDisposable
    {
        private readonly SemaphoreSlim _new = new(0);
        private int _open;
        private int _mostAtOnce;

        public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

        public ConcurrentDictionary<string, int> Turns { get; } = new();

        public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

        public Task<MailCredential> GetAsync(Owner owner, Core.Mailboxes.Mailbox mailbox, CancellationToken cancellation) =>
            Task.FromResult(new MailCredential(ImapAuth.Password, "secret"));

        public void Dispose() => _new.Dispose();

        public async Task WaitForAsync(int mailboxes, CancellationToken cancellation)
        {
            while (Turns.Count < mailboxes)
                await _new.WaitAsync(cancellation);
        }

        public async Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation)
        {
            var open = Interlocked.Increment(ref _open);
            InterlockedMax(open);
            Turns.AddOrUpdate(connection.User, 1, static (_, n) => n + 1);
            _new.Release();
            await Task.Yield();
            if (!connection.User.StartsWith("a-broken", StringComparison.Ordinal))
                return new Server(this, connection.User == Long);
            Interlocked.Decrement(ref _open);
            throw new InvalidDataException("unforeseen");
        }

        private void InterlockedMax(int open)
        {
            for (var most = _mostAtOnce; open > most; most = _mostAtOnce)
                Interlocked.CompareExchange(ref _mostAtOnce, open, most);
        }

        private sealed class Server(Servers servers, bool isLong) : IMailServer, IOpenFolder
        {
            public RemoteFolder State { get; } = new("INBOX", FolderUse.Inbox, 1, isLong ? 50_001u : 1u, 0, isLong ? 50_000u : 0u);

            public bool TellsVanished => false;

            public Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation) =>
                Task.FromResult<IReadOnlyList<RemoteFolder>>([State]);

            public Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation) => Task.FromResult<IOpenFolder>(this);

            async Task<IReadOnlyList<uint>?> IOpenFolder.ListAsync(CancellationToken cancellation) =>
                await FindAsync(new UidRange(1, uint.MaxValue), since: null, cancellation);

            public Task<IReadOnlyList<uint>> FindAsync(UidRange range, DateOnly? since, CancellationToken cancellation) =>
                Task.FromResult<IReadOnlyList<uint>>(isLong
                    ? [.. Enumerable.Range(1, 50_000).Select(static u => (uint)u).Where(u => u >= range.First && u <= range.Last)]
                    : []);

            public Task<IReadOnlyList<RemoteMail>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
                Task.FromResult<IReadOnlyList<RemoteMail>>(
                    [.. uids.Select(static u => new RemoteMail(u, new RemoteFlags(u, MailFlags.None), 100, null, null))]);

            public Task<IReadOnlyDictionary<uint,
            ReadOnlyMemory<byte>>> HeadersAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
                FetchAsync(uids, int.MaxValue, cancellation);

            public Task<IReadOnlyDictionary<uint,
            ReadOnlyMemory<byte>>> FetchAsync(IReadOnlyList<uint> uids, int maxBytes, CancellationToken cancellation)
            {
                servers.Time.Advance(TimeSpan.FromMinutes(1));
                return Task.FromResult<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>>(uids.ToDictionary(
                    static u => u,
                    static u =>
                        (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(
                            $"From: a@example.com\r\nMessage-ID: <{u}@example.com>\r\n\r\nMail {u}\r\n")));
            }

            public Task<IReadOnlyList<RemoteFlags>> FlagsAsync(UidRange range, CancellationToken cancellation) =>
                Task.FromResult<IReadOnlyList<RemoteFlags>>([]);

            public Task<FolderChanges> ChangesAsync(UidRange range, ulong sinceModSeq, CancellationToken cancellation) =>
                Task.FromResult(new FolderChanges([], null));

            public Task<bool> WaitForChangeAsync(TimeSpan atMost, CancellationToken cancellation) => Task.FromResult(false);

            public ValueTask DisposeAsync()
            {
                Interlocked.Decrement(ref servers._open);
                return ValueTask.CompletedTask;
            }
        }
    }
}
