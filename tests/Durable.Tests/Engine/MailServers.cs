using System.Collections.Concurrent;
using System.Text;
using InboxMind.Core.Sync;

namespace InboxMind.Durable.Tests.Engine;

/// <summary>A mail server for each mailbox, found by its user's name; it has one folder.</summary>
internal sealed class MailServers : IMailServerConnector, IMailCredentials
{
    private int _open;
    private int _mostAtOnce;

    /// <summary>How many mails a mailbox has.</summary>
    public Func<string, int> Mails { get; init; } = static _ => 0;

    /// <summary>Called before each connection, with how often the mailbox was connected to; may throw or wait.</summary>
    public Func<string, int, Task> Connecting { get; init; } = static (_, _) => Task.CompletedTask;

    /// <summary>How often each mailbox was connected to.</summary>
    public ConcurrentDictionary<string, int> Connections { get; } = new();

    /// <summary>Mailboxes in the order in which they were connected to.</summary>
    public ConcurrentQueue<string> Order { get; } = [];

    public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

    public Task<MailCredential> GetAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation) =>
        Task.FromResult(new MailCredential(ImapAuth.Password, "secret"));

    public async Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation)
    {
        var open = Interlocked.Increment(ref _open);
        for (var most = MostAtOnce; open > most; most = MostAtOnce)
            Interlocked.CompareExchange(ref _mostAtOnce, open, most);
        Order.Enqueue(connection.User);
        try
        {
            await Connecting(connection.User, Connections.AddOrUpdate(connection.User, 1, static (_, n) => n + 1)).WaitAsync(cancellation);
            await Task.Yield();
            return new Server(this, (uint)Mails(connection.User));
        }
        catch
        {
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    private sealed class Server(MailServers servers, uint mails) : IMailServer, IOpenFolder
    {
        public RemoteFolder State { get; } = new("INBOX", FolderUse.Inbox, 1, mails + 1, 0, mails);

        public bool TellsVanished => false;

        public Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<RemoteFolder>>([State]);

        public Task<IOpenFolder> OpenAsync(string folder, CancellationToken cancellation) => Task.FromResult<IOpenFolder>(this);

        async Task<IReadOnlyList<uint>?> IOpenFolder.ListAsync(CancellationToken cancellation) =>
            await FindAsync(new UidRange(1, uint.MaxValue), since: null, cancellation);

        public Task<IReadOnlyList<uint>> FindAsync(UidRange range, DateOnly? since, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<uint>>(
                [.. Enumerable.Range(1, (int)mails).Select(static u => (uint)u).Where(u => u >= range.First && u <= range.Last)]);

        public Task<IReadOnlyList<RemoteMail>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<RemoteMail>>(
                [.. uids.Select(static u => new RemoteMail(u, new RemoteFlags(u, MailFlags.None), 100, null, null))]);

        public Task<IReadOnlyDictionary<uint,
        ReadOnlyMemory<byte>>> HeadersAsync(IReadOnlyList<uint> uids, CancellationToken cancellation) =>
            FetchAsync(uids, int.MaxValue, cancellation);

        public Task<IReadOnlyDictionary<uint,
        ReadOnlyMemory<byte>>> FetchAsync(IReadOnlyList<uint> uids, int maxBytes, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<uint, ReadOnlyMemory<byte>>>(uids.ToDictionary(
                static u => u,
                static u =>
                    (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(
                        $"From: a@example.com\r\nMessage-ID: <{u}@example.com>\r\n\r\nMail {u}\r\n")));

        public Task<IReadOnlyList<RemoteFlags>> FlagsAsync(UidRange range, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<RemoteFlags>>(
                [.. Enumerable.Range(1, (int)mails).Select(static u => new RemoteFlags((uint)u, MailFlags.None))
                .Where(f => f.Uid >= range.First && f.Uid <= range.Last)]);

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
