using System.Globalization;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;

namespace InboxMind.Testing;

/// <summary>Mailboxes that come due, in memory: the list of those that are due, how each stands, leases, and turns that take no time. Each
/// turn makes its mailbox due again an interval later.</summary>
public sealed class DueWorld : IDueMailboxes, ISyncStateStore, ISyncTurns
{
    private static readonly MailboxId Home = new("home");

    /// <summary>By time, and then by the bytes of the name.</summary>
    private static readonly Comparer<(long Due, string User)> InOrder = Comparer<(long Due, string User)>.Create(static (a, b) =>
        a.Due != b.Due ? a.Due.CompareTo(b.Due) : string.CompareOrdinal(a.User, b.User));

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly SortedSet<(long Due, string User)>[] _due;
    private readonly Dictionary<string, Entry> _entries = [];

    /// <param name="count">Mailboxes, of a user each, all due now.</param>
    /// <param name="shards">Shards they are listed by.</param>
    /// <param name="interval">When a turn makes its mailbox due again.</param>
    /// <param name="time">The time.</param>
    public DueWorld(int count, int shards, TimeSpan interval, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_time, _interval) = (time, interval);
        _due = [.. Enumerable.Range(0, shards).Select(static _ => new SortedSet<(long Due, string User)>(InOrder))];
        var now = time.GetUtcNow();
        for (var i = 0; i < count; i++)
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"user-{i:d6}");
            var shard = Enumerable.Range(0, shards).First(s => new SyncShard(s, shards).Holds(new UserId(user), Home));
            var record = new SyncRecord { Mailbox = Home, State = SyncState.UpToDate, LastSuccess = now - interval, NextRun = now };
            _entries[user] = new Entry(shard, record);
            _due[shard].Add((now.ToUnixTimeMilliseconds(), user));
        }
    }

    /// <summary>What a turn does besides; may throw.</summary>
    public Func<UserId, int, SyncResult> Turn { get; set; } = static (_, _) => SyncResult.Done;

    /// <summary>When each had its turns, by user.</summary>
    public Dictionary<string, List<DateTimeOffset>> Turns { get; } = [];

    /// <summary>Times that a mailbox was looked at for a turn.</summary>
    public long Looks { get; private set; }

    /// <summary>Turns that found another one at the same mailbox.</summary>
    public int Overlaps { get; private set; }

    /// <summary>Makes a mailbox one that was never synced to an end.</summary>
    public void Renew(UserId user)
    {
        lock (_lock)
            _entries[user.Value].Record = _entries[user.Value].Record with { State = SyncState.New, LastSuccess = null };
    }

    /// <summary>How many are due now.</summary>
    public int CountDue()
    {
        lock (_lock)
            return _due.Sum(s => s.Count(e => e.Due <= _time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    public Task<DuePage> DuePageAsync(
        DateTimeOffset dueBy, SyncShard shard, DuePosition? after, int limit, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var from = after is { } at ? (at.Due.ToUnixTimeMilliseconds(), at.User.Value + "\0") : (0, "");
            var found = new List<(long Due, string User)>();
            if (InOrder.Compare(from, (dueBy.ToUnixTimeMilliseconds(), "~")) < 0)
            {
                found.AddRange(_due[shard.Number].GetViewBetween(from, (dueBy.ToUnixTimeMilliseconds(), "~"))
                    .Where(e => _entries[e.User].Holder is null).Take(limit + 1));
            }

            var page = found.Take(limit).ToList();
            return Task.FromResult(new DuePage(
                [.. page.Select(static e => (new UserId(e.User), Home))],
                found.Count > limit
                    ? new DuePosition(DateTimeOffset.FromUnixTimeMilliseconds(page[^1].Due), new UserId(page[^1].User), Home)
                    : null));
        }
    }

    public Task<SyncRecord> GetAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Looks++;
            return Task.FromResult(_entries[owner.User.Value].Record);
        }
    }

    public async Task<SyncTurn> TakeAsync(
        Owner owner, MailboxId mailbox, string holder, TimeSpan budget, CancellationToken cancellation)
    {
        if (await AcquireAsync(owner, mailbox, holder, budget, cancellation) is not { } lease)
            return new SyncTurn(SyncResult.Busy);
        await Task.Yield();
        try
        {
            int number;
            lock (_lock)
            {
                if (!Turns.TryGetValue(owner.User.Value, out var turns))
                    Turns[owner.User.Value] = turns = [];
                turns.Add(_time.GetUtcNow());
                number = turns.Count;
            }

            var result = Turn(owner.User, number);
            var record = _entries[owner.User.Value].Record;
            await SaveAsync(
                owner, lease,
                result == SyncResult.More ? record.Continue(_time.GetUtcNow()) : record.Agree(_time.GetUtcNow(), _interval, remark: null),
                cancellation);
            return new SyncTurn(result);
        }
        finally
        {
            await ReleaseAsync(owner, lease, cancellation);
        }
    }

    public Task<SyncLease?> AcquireAsync(
        Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var entry = _entries[owner.User.Value];
            if (entry.Holder is not null)
            {
                Overlaps++;
                return Task.FromResult<SyncLease?>(null);
            }

            entry.Holder = holder;
            return Task.FromResult<SyncLease?>(new SyncLease(mailbox, holder, 1));
        }
    }

    public Task SaveAsync(Owner owner, SyncLease lease, SyncRecord state, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var entry = _entries[owner.User.Value];
            _due[entry.Shard].Remove((Key(entry.Record), owner.User.Value));
            entry.Record = state;
            _due[entry.Shard].Add((Key(state), owner.User.Value));
        }

        return Task.CompletedTask;
    }

    public Task ReleaseAsync(Owner owner, SyncLease lease, CancellationToken cancellation)
    {
        lock (_lock)
            _entries[owner.User.Value].Holder = null;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<(UserId User, MailboxId Mailbox)>> DueMailboxesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<(UserId User, MailboxId Mailbox)>> ScheduledMailboxesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task RenewAsync(Owner owner, SyncLease lease, TimeSpan duration, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<FolderCheckpoint>> ListFoldersAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task SaveFolderAsync(Owner owner, SyncLease lease, FolderCheckpoint folder, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task RemoveFolderAsync(Owner owner, SyncLease lease, string folder, CancellationToken cancellation) =>
        throw new NotSupportedException();

    private static long Key(SyncRecord record) => record.NextRun?.ToUnixTimeMilliseconds() ?? 0;

    private sealed class Entry(int shard, SyncRecord record)
    {
        public int Shard { get; } = shard;

        public SyncRecord Record { get; set; } = record;

        public string? Holder { get; set; }
    }
}
