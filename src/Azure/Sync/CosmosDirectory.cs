using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;

namespace InboxMind.Azure.Sync;

/// <summary>Look-ups over all users. What is listed is looked at in the user's own partition before it counts, and what was listed for
/// nothing is taken off.</summary>
internal sealed class CosmosDirectory(CosmosDatabase database, MailWriter writer, MailLookUps lookUps) : IUnindexedMail, IDueMailboxes,
    IUserDirectory
{
    private const int SideBySide = 16;

    public async Task<IReadOnlyList<(UserId User, EmailId Id)>> UnindexedAsync(
        DateTimeOffset storedBefore, int limit, CancellationToken cancellation)
    {
        var found = new List<(long At, UserId User, EmailId Id)>();
        await foreach (var entry in lookUps.UsersWithWorkBeforeAsync(storedBefore, cancellation))
        {
            // What users behind this one have is no older than their entries.
            found.Sort(static (a, b) => a.At.CompareTo(b.At));
            if (found.Count >= limit && found[limit - 1].At <= entry.Since)
                break;
            var owner = new Owner(new UserId(entry.User));
            if (await IsIdleAsync(owner, entry, cancellation))
                continue;
            var query = new CosmosQuery("c.id, c.pending", "c.pending < @before")
            {
                OrderBy = "c.pending",
                PageSize = Math.Clamp(limit, 1, 1_000)
            }
                .With("@before", storedBefore.ToUnixTimeMilliseconds());
            await foreach (var row in database.User(owner).QueryAsync<PendingRow>("lookup.unindexed", query, cancellation).Take(limit))
                found.Add((row.Pending, owner.User, new EmailId(row.Id[(row.Id.IndexOf(':', StringComparison.Ordinal) + 1)..])));
        }

        return [.. found.OrderBy(static f => f.At).Take(limit).Select(static f => (f.User, f.Id))];
    }

    public async Task<IReadOnlyList<(UserId User, MailboxId Mailbox)>> DueMailboxesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellation) =>
        await DueAsync(now, SyncShard.All, after: null, limit, cancellation)
            .Select(static p => (p.User, p.Mailbox)).ToListAsync(cancellation);

    public async Task<DuePage> DuePageAsync(
        DateTimeOffset dueBy, SyncShard shard, DuePosition? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var found = await DueAsync(dueBy, shard, after, limit + 1, cancellation).ToListAsync(cancellation);
        var page = found.Take(limit).ToList();
        return new DuePage([.. page.Select(static at => (at.User, at.Mailbox))], found.Count > limit ? page[^1] : null)
        {
            Since = page.Count > 0 ? page[0].Due : null,
        };
    }

    public async Task<IReadOnlyList<(UserId User, MailboxId Mailbox)>> ScheduledMailboxesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        var entries = await lookUps.ScheduledAsync(cancellation).OrderBy(static e => e.User, StringComparer.Ordinal)
            .ThenBy(static e => e.Mailbox, StringComparer.Ordinal).ToListAsync(cancellation);
        var found = new List<(UserId, MailboxId)>();
        foreach (var some in entries.Chunk(SideBySide))
        {
            var mailboxes = await Task.WhenAll(some.Select(e => VerifyAsync(e, cancellation)));
            found.AddRange(some.Zip(mailboxes).Where(p => p.Second?.Record is var record && p.Second is not null
                    && !(record is { IsThrottled: true } && record.IsWaiting(now)))
                .Select(static p => (new UserId(p.First.User), new MailboxId(p.First.Mailbox))));
            if (found.Count >= limit)
                break;
        }

        return [.. found.Take(limit)];
    }

    public Task<IReadOnlyList<UserId>> UsersWithMailAsync(UserId? after, int limit, CancellationToken cancellation) => UsersAsync(
        lookUps.UsersWithMailAsync(after, cancellation),
        async owner => (await writer.LedgerAsync(owner, cancellation)).Stored > 0 && await IsActiveAsync(owner, cancellation), limit);

    public Task<IReadOnlyList<UserId>> UsersWithRemovedAsync(UserId? after, int limit, CancellationToken cancellation) => UsersAsync(
        lookUps.UsersWithWorkAsync(after, cancellation),
        async owner => (await writer.LedgerAsync(owner, cancellation)).Removed > 0, limit);

    private static async Task<IReadOnlyList<UserId>> UsersAsync(
        IAsyncEnumerable<LookUpEntry> entries, Func<Owner, Task<bool>> counts, int limit)
    {
        var users = new List<UserId>();
        if (limit < 1)
            return users;
        await foreach (var entry in entries)
        {
            var owner = new Owner(new UserId(entry.User));
            if (!await counts(owner))
                continue;
            users.Add(owner.User);
            if (users.Count == limit)
                break;
        }

        return users;
    }

    private async IAsyncEnumerable<DuePosition> DueAsync(
        DateTimeOffset now, SyncShard shard, DuePosition? after, int limit,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var given = 0;
        await foreach (var some in ChunksAsync(lookUps.DueAsync(now, shard, after, cancellation)
            .Where(e => shard.Holds(new UserId(e.User), new MailboxId(e.Mailbox)))))
        {
            var mailboxes = await Task.WhenAll(some.Select(e => VerifyAsync(e, cancellation)));
            foreach (var (entry, item) in some.Zip(mailboxes))
            {
                if (item is null || !IsDue(item, now))
                    continue;
                yield return new DuePosition(MailLookUps.DueTime(entry), new UserId(entry.User), new MailboxId(entry.Mailbox));
                if (++given == limit)
                    yield break;
            }
        }
    }

    /// <summary>What lies further ahead than anything can was noted by a clock that was wrong.</summary>
    private static bool IsDue(MailboxItem item, DateTimeOffset now) =>
        !IsAhead(item.Record?.NextRun, now, SyncClock.MaxInterval) && !IsAhead(item.Record?.RetryAt, now, SyncClock.MaxRetry)
        && (item.Lease?.Holder is null || !IsAhead(item.Lease.Expires, now, SyncClock.MaxLease));

    private static bool IsAhead(DateTimeOffset? time, DateTimeOffset now, TimeSpan most) => time > now && time <= now + most;

    private static async IAsyncEnumerable<LookUpEntry[]> ChunksAsync(IAsyncEnumerable<LookUpEntry> entries)
    {
        var some = new List<LookUpEntry>();
        await foreach (var entry in entries)
        {
            some.Add(entry);
            if (some.Count < SideBySide)
                continue;
            yield return [.. some];
            some.Clear();
        }

        yield return [.. some];
    }

    /// <returns>The mailbox; null when it is not synced on a schedule, or its user was deactivated.</returns>
    private async Task<MailboxItem?> VerifyAsync(LookUpEntry entry, CancellationToken cancellation)
    {
        var owner = new Owner(new UserId(entry.User));
        var mailbox = new MailboxId(entry.Mailbox);
        var item = await database.User(owner).ReadAsync<MailboxItem>("lookup.verify", MailKeys.Mailbox(mailbox), cancellation);
        if (MailLookUps.DueEntry(owner, mailbox, item?.Value) is null)
        {
            // The change of the ledger sees to it that whoever lists it at the same time lists it once more.
            var isStill = await writer.WriteAsync(
                owner, "lookup.verify",
                async transaction =>
                {
                    await transaction.LoadAsync([MailKeys.Mailbox(mailbox)], cancellation);
                    transaction.Touch();
                    return MailLookUps.DueEntry(owner, mailbox, transaction.Get<MailboxItem>(MailKeys.Mailbox(mailbox))) is null;
                },
                cancellation);
            if (isStill)
                await lookUps.TakeOffAsync(entry, cancellation);
            return null;
        }

        return await IsActiveAsync(owner, cancellation) ? item!.Value : null;
    }

    /// <summary>Takes a user off the list who has no work any more.</summary>
    private async Task<bool> IsIdleAsync(Owner owner, LookUpEntry entry, CancellationToken cancellation)
    {
        if (await writer.LedgerAsync(owner, cancellation) is not { Waiting: 0, Removed: 0, Leftovers: 0 })
            return false;
        var isIdle = await writer.WriteAsync(
            owner, "lookup.idle",
            transaction =>
            {
                if (transaction.Ledger is not { Waiting: 0, Removed: 0, Leftovers: 0 })
                    return Task.FromResult(false);
                transaction.Touch();
                transaction.Ledger = transaction.Ledger with { IsListed = false };
                return Task.FromResult(true);
            },
            cancellation);
        if (isIdle)
            await lookUps.TakeOffAsync(entry, cancellation);
        return isIdle;
    }

    /// <summary>No work is begun for a user who was deactivated.</summary>
    private async Task<bool> IsActiveAsync(Owner owner, CancellationToken cancellation) =>
        (await database.User(owner).ReadAsync<UserRow>("lookup.user", MailKeys.User, cancellation))?.Value.Active ?? true;

    private sealed record PendingRow(string Id, long Pending);

    private sealed record UserRow(bool? Active);
}
