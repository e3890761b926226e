using System.Globalization;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Core.Sync;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>What is looked up before a user is known: which users have mail, which have work (mail that the index lacks or holds too much,
/// blobs to delete), and which mailboxes are due. An entry is made before what it is about, and taken off only after a change of the
/// user's ledger, so that whoever writes at the same time writes again, and lists it again. So a crash leaves an entry too many at
/// most.</summary>
internal sealed class MailLookUps(CosmosDatabase database, TimeProvider time)
{
    /// <summary>Partitions of each list: one takes 10,000 request units a second.</summary>
    public const int Shards = 16;

    private const string WithMail = "mail";
    private const string WithWork = "work";
    private const string Due = "due";

    /// <summary>The shard of a user.</summary>
    private static int ShardOf(Owner owner) => ShardOf(owner, new MailboxId(""));

    /// <summary>The shard of a mailbox: for as many schedules as divide <see cref="Shards"/>, each reads its own.</summary>
    private static int ShardOf(Owner owner, MailboxId mailbox) =>
        Enumerable.Range(0, Shards).First(n => new SyncShard(n, Shards).Holds(owner.User, mailbox));

    /// <summary>Lists a user as the ledger is about to say.</summary>
    /// <returns>The ledger, which says that it is listed.</returns>
    public async Task<LedgerItem> ListAsync(Owner owner, LedgerItem ledger, CancellationToken cancellation)
    {
        if (ledger is { IsKnown: false, Stored: > 0 })
        {
            await Entries(WithMail, ShardOf(owner)).UpsertAsync("lookup.mail", Entry(owner, WithMail), cancellation);
            ledger = ledger with { IsKnown = true };
        }

        if (!ledger.IsListed && ledger.Waiting + ledger.Removed + ledger.Leftovers > 0)
        {
            var entry = Entry(owner, WithWork) with { Since = time.GetUtcNow().ToUnixTimeMilliseconds() };
            await Entries(WithWork, ShardOf(owner)).UpsertAsync("lookup.work", entry, cancellation);
            ledger = ledger with { IsListed = true };
        }

        return ledger;
    }

    /// <summary>Takes off what is listed for nothing: called once the ledger was written to say so.</summary>
    public Task<bool> TakeOffAsync(LookUpEntry entry, CancellationToken cancellation) =>
        database.LookUps(entry.Shard).DeleteAsync("lookup.off", entry.Id, entry.ETag, cancellation);

    /// <summary>Takes a user off every list, at the end of an erasure.</summary>
    public async Task<bool> ForgetAsync(Owner owner, CancellationToken cancellation)
    {
        var found = false;
        foreach (var list in (string[])[WithMail, WithWork])
            found |= await Entries(list, ShardOf(owner)).DeleteAsync("lookup.off", owner.User.Value, etag: null, cancellation);
        for (var shard = 0; shard < Shards; shard++)
        {
            var query = new CosmosQuery("*", "c.user = @user").With("@user", owner.User.Value);
            await foreach (var entry in Entries(Due, shard).QueryAsync<LookUpEntry>("lookup.forget", query, cancellation))
                found |= await TakeOffAsync(entry, cancellation);
        }

        return found;
    }

    /// <summary>Users who have, or had, mail, by id.</summary>
    public IAsyncEnumerable<LookUpEntry> UsersWithMailAsync(UserId? after, CancellationToken cancellation) =>
        ByIdAsync(WithMail, after, cancellation);

    /// <summary>Users who have, or had, work, by id.</summary>
    public IAsyncEnumerable<LookUpEntry> UsersWithWorkAsync(UserId? after, CancellationToken cancellation) =>
        ByIdAsync(WithWork, after, cancellation);

    /// <summary>Users who have work since before a time, the longest first.</summary>
    public IAsyncEnumerable<LookUpEntry> UsersWithWorkBeforeAsync(DateTimeOffset time, CancellationToken cancellation) => MergeAsync(
        WithWork, Enumerable.Range(0, Shards),
        new CosmosQuery("*", "c.since < @time") { OrderBy = "c.since" }.With("@time", time.ToUnixTimeMilliseconds()),
        static (a, b) => a.Since != b.Since ? a.Since.CompareTo(b.Since) : string.CompareOrdinal(a.Id, b.Id), cancellation);

    /// <summary>Mailboxes to sync on a schedule, in no order.</summary>
    public async IAsyncEnumerable<LookUpEntry> ScheduledAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            await foreach (var entry in Entries(Due, shard).QueryAsync<LookUpEntry>(
                "lookup.scheduled", new CosmosQuery("*", "c.due >= @first").With("@first", ""), cancellation))
                yield return entry;
        }
    }

    /// <summary>Mailboxes whose next run is due, or lies further ahead than any can, the longest due first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="shard">Which mailboxes.</param>
    /// <param name="after">Begins behind this place; null at the longest due.</param>
    /// <param name="cancellation">Stops the call.</param>
    public IAsyncEnumerable<LookUpEntry> DueAsync(
        DateTimeOffset now, SyncShard shard, DuePosition? after, CancellationToken cancellation)
    {
        var shards = Enumerable.Range(0, Shards).Where(n => shard.Of <= 0 || Shards % shard.Of != 0 || n % shard.Of == shard.Number);
        var query = new CosmosQuery("*", "c.due > @after AND (c.due < @soon OR c.due >= @far)") { OrderBy = "c.due" }
            .With("@after", after is { } place ? DueKey(place.Due, place.User, place.Mailbox) : "")
            .With("@soon", DueKey(now.AddMilliseconds(1)))
            .With("@far", DueKey((now + SyncClock.MaxInterval).AddMilliseconds(1)));
        return MergeAsync(Due, shards, query, static (a, b) => string.CompareOrdinal(a.Due, b.Due), cancellation);
    }

    /// <summary>The entry of a mailbox as it is now, read before a change of it is written.</summary>
    public async Task<LookUpEntry?> DueAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation)
    {
        var read = await Entries(Due, ShardOf(owner, mailbox))
            .ReadAsync<LookUpEntry>("lookup.due", DueId(owner, mailbox), cancellation);
        return read is null ? null : read.Value with { ETag = read.ETag };
    }

    /// <summary>What the entry of a mailbox has to be; null for none.</summary>
    public static LookUpEntry? DueEntry(Owner owner, MailboxId mailbox, MailboxItem? item) =>
        item?.Settings is { Sync.Enabled: true } && item.Record?.State != SyncState.NeedsReconnect
            ? new LookUpEntry
            {
                Shard = Name(Due, ShardOf(owner, mailbox)),
                Id = DueId(owner, mailbox),
                User = owner.User.Value,
                Mailbox = mailbox.Value,
                Due = DueKey(item.Record?.NextRun ?? DateTimeOffset.UnixEpoch, owner.User, mailbox),
            }
            : null;

    /// <summary>Writes an entry before what it is about, as it comes earlier than the one that is there.</summary>
    public Task PutAsync(LookUpEntry entry, CancellationToken cancellation) =>
        database.LookUps(entry.Shard).UpsertAsync("lookup.due", entry, cancellation);

    /// <summary>Writes an entry after what it is about, unless it was changed since it was read.</summary>
    public async Task ReplaceAsync(LookUpEntry before, LookUpEntry? entry, CancellationToken cancellation)
    {
        if (entry is null)
            await TakeOffAsync(before, cancellation);
        else
            await database.LookUps(before.Shard).ReplaceAsync("lookup.due", before.Id, entry, before.ETag!, cancellation);
    }

    public static DateTimeOffset DueTime(LookUpEntry entry) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(entry.Due.AsSpan(0, 19), CultureInfo.InvariantCulture));

    private static string DueId(Owner owner, MailboxId mailbox) => $"{owner.User.Value}:{MailKeys.Hash(mailbox.Value)}";

    private static string DueKey(DateTimeOffset due) => $"{MailKeys.Number(Math.Max(0, due.ToUnixTimeMilliseconds()))}\n";

    private static string DueKey(DateTimeOffset due, UserId user, MailboxId mailbox) => $"{DueKey(due)}{user.Value}\n{mailbox.Value}";

    private static LookUpEntry Entry(Owner owner, string list) =>
        new() { Shard = Name(list, ShardOf(owner)), Id = owner.User.Value, User = owner.User.Value };

    private static string Name(string list, int shard) => string.Create(CultureInfo.InvariantCulture, $"{list}:{shard}");

    private CosmosPartition Entries(string list, int shard) => database.LookUps(Name(list, shard));

    private IAsyncEnumerable<LookUpEntry> ByIdAsync(string list, UserId? after, CancellationToken cancellation) => MergeAsync(
        list, Enumerable.Range(0, Shards),
        new CosmosQuery("*", "c.id > @after") { OrderBy = "c.id" }.With("@after", after?.Value ?? ""),
        static (a, b) => string.CompareOrdinal(a.Id, b.Id), cancellation);

    /// <summary>Merges the shards of a list, each in order.</summary>
    private async IAsyncEnumerable<LookUpEntry> MergeAsync(
        string list, IEnumerable<int> shards, CosmosQuery query, Comparison<LookUpEntry> order,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var readers = new List<IAsyncEnumerator<LookUpEntry>>();
        try
        {
            foreach (var shard in shards)
            {
                readers.Add(Entries(list, shard).QueryAsync<LookUpEntry>($"lookup.{list}", query, cancellation)
                    .GetAsyncEnumerator(cancellation));
            }

            var has = await Task.WhenAll(readers.Select(static r => r.MoveNextAsync().AsTask()));
            var open = readers.Where((_, i) => has[i]).ToList();
            while (open.Count > 0)
            {
                var first = open[0];
                foreach (var reader in open)
                {
                    if (order(reader.Current, first.Current) < 0)
                        first = reader;
                }

                yield return first.Current;
                if (!await first.MoveNextAsync())
                    open.Remove(first);
            }
        }
        finally
        {
            foreach (var reader in readers)
                await reader.DisposeAsync();
        }
    }
}
