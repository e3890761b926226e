using InboxMind.Azure.Cosmos;

namespace InboxMind.Azure.Accounts;

/// <summary>Which user an account signs in. The entry and the user's record lie in two containers and are not changed as one step:
/// <list type="bullet">
/// <item>the record is what counts; an entry is confirmed only while the record lists the account, and one that is not is looked up in the
/// record too;</item>
/// <item>whoever changes both writes first what they are about to do; what is found of it later is mended
/// (<see cref="MendAsync(int, CancellationToken)"/>).</item>
/// </list></summary>
internal sealed class IdentityEntries(CosmosDatabase database, TimeProvider time)
{
    /// <summary>After this no one is at it any more: each call is given up after a minute at most.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>Partitions of what was begun.</summary>
    private const int Shards = 8;

    private const string EntryId = "identity";

    /// <summary>Whom an account signs in; null for no one.</summary>
    public async Task<UserId?> FindAsync(IdentityKey identity, CancellationToken cancellation) =>
        await ReadAsync(identity, cancellation) is { Value: var entry }
        && (entry.IsConfirmed || await IsListedAsync(entry.User, identity, cancellation))
            ? new UserId(entry.User)
            : null;

    /// <summary>Notes what is about to be changed.</summary>
    public async Task<Begun> BeginAsync(Owner owner, IdentityKey identity, CancellationToken cancellation)
    {
        var begun = new Begun
        {
            Shard = Shard(identity),
            Id = $"{owner.User.Value}:{identity.Value}",
            User = owner.User.Value,
            Identity = identity.Value,
            Since = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        await database.LookUps(begun.Shard).UpsertAsync("identity.begin", begun, cancellation);
        return begun;
    }

    /// <summary>Notes that it is done.</summary>
    public Task EndAsync(Begun begun, CancellationToken cancellation) =>
        database.LookUps(begun.Shard).DeleteAsync("identity.end", begun.Id, etag: null, cancellation);

    /// <summary>Takes an account for a user, not confirmed yet.</summary>
    /// <returns>False when it signs in someone else.</returns>
    public async Task<bool> TryClaimAsync(Owner owner, IdentityKey identity, CancellationToken cancellation)
    {
        var claimed = new Entry { Shard = ShardOf(identity), Id = EntryId, User = owner.User.Value };
        if (await database.LookUps(claimed.Shard).CreateAsync("identity.claim", claimed, cancellation) is not null)
            return true;
        if (await ReadAsync(identity, cancellation) is not { } other)
            return false;
        if (other.Value.User == owner.User.Value)
            return true;

        // Someone may be about to write it into their record: they find then that it is taken.
        return !other.Value.IsConfirmed && !await IsListedAsync(other.Value.User, identity, cancellation)
            && await database.LookUps(claimed.Shard).ReplaceAsync("identity.claim", EntryId, claimed, other.ETag, cancellation) is not null;
    }

    /// <summary>Says whether the record lists the account: from then on, or until then.</summary>
    /// <returns>False when the account is someone else's by now.</returns>
    public async Task<bool> MarkAsync(Owner owner, IdentityKey identity, bool isConfirmed, CancellationToken cancellation)
    {
        var isOwn = false;
        await CosmosChange.UntilDoneAsync(
            async () =>
            {
                var read = await ReadAsync(identity, cancellation);
                isOwn = read?.Value.User == owner.User.Value;
                return !isOwn || read!.Value.IsConfirmed == isConfirmed || await database.LookUps(ShardOf(identity)).ReplaceAsync(
                    "identity.mark", EntryId, read.Value with { IsConfirmed = isConfirmed }, read.ETag, cancellation) is not null;
            });
        return isOwn;
    }

    /// <summary>Lets go of an account, as long as it is the user's.</summary>
    public async Task ReleaseAsync(Owner owner, IdentityKey identity, CancellationToken cancellation)
    {
        if (await ReadAsync(identity, cancellation) is { } read && read.Value.User == owner.User.Value)
            await database.LookUps(ShardOf(identity)).DeleteAsync("identity.release", EntryId, read.ETag, cancellation);
    }

    /// <summary>Mends what was begun long ago and not ended: entries without a record, and records without an entry.</summary>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>How many.</returns>
    public async Task<int> MendAsync(int limit, CancellationToken cancellation)
    {
        var mended = 0;
        var query = new CosmosQuery("*", "c.since <= @since").With("@since", (time.GetUtcNow() - Grace).ToUnixTimeMilliseconds());
        for (var shard = 0; shard < Shards; shard++)
        {
            await foreach (var begun in database.LookUps(Shard(shard)).QueryAsync<Begun>("identity.mend", query, cancellation))
            {
                if (mended == limit)
                    return mended;
                await MendAsync(begun, cancellation);
                mended++;
            }
        }

        return mended;
    }

    private async Task MendAsync(Begun begun, CancellationToken cancellation)
    {
        var (owner, identity) = (new Owner(new UserId(begun.User)), new IdentityKey(begun.Identity));
        var isOwn = (await ReadAsync(identity, cancellation))?.Value.User == begun.User;
        var isListed = await IsListedAsync(begun.User, identity, cancellation);
        if (isOwn && isListed)
            await MarkAsync(owner, identity, isConfirmed: true, cancellation);
        else if (isOwn)
            await ReleaseAsync(owner, identity, cancellation);
        else if (isListed)
            await WithdrawAsync(owner, identity, cancellation);
        await EndAsync(begun, cancellation);
    }

    /// <summary>Takes an account that signs in someone else out of a user's record; a user whom nothing else signs in was never
    /// there.</summary>
    public async Task WithdrawAsync(Owner owner, IdentityKey identity, CancellationToken cancellation)
    {
        var partition = database.User(owner);
        await CosmosChange.UntilDoneAsync(async () =>
        {
            if (await partition.ReadAsync<UserItem>("user.withdraw", UserKeys.User, cancellation) is not { } read
                || !read.Value.Lists(identity))
                return true;
            var without = read.Value.Without(identity);
            return without.Identities.Count == 0
                ? await partition.DeleteAsync("user.withdraw", UserKeys.User, read.ETag, cancellation)
                : await partition.ReplaceAsync("user.withdraw", UserKeys.User, without, read.ETag, cancellation) is not null;
        });
    }

    private async Task<bool> IsListedAsync(string user, IdentityKey identity, CancellationToken cancellation) =>
        (await database.User(new Owner(new UserId(user))).ReadAsync<UserItem>("identity.check", UserKeys.User, cancellation))?.Value
            .Lists(identity) == true;

    private Task<CosmosItem<Entry>?> ReadAsync(IdentityKey identity, CancellationToken cancellation) =>
        database.LookUps(ShardOf(identity)).ReadAsync<Entry>("identity.find", EntryId, cancellation);

    /// <summary>Each account is a partition of its own.</summary>
    private static string ShardOf(IdentityKey identity) => $"identity:{identity.Value}";

    private static string Shard(IdentityKey identity) => Shard(Convert.ToInt32(identity.Value[..2], 16) % Shards);

    private static string Shard(int shard) => $"begun:{shard}";

    /// <summary>Whom an account signs in.</summary>
    internal sealed record Entry
    {
        public required string Shard { get; init; }

        public required string Id { get; init; }

        public required string User { get; init; }

        public bool IsConfirmed { get; init; }
    }

    /// <summary>What is about to be changed.</summary>
    internal sealed record Begun
    {
        public required string Shard { get; init; }

        public required string Id { get; init; }

        public required string User { get; init; }

        public required string Identity { get; init; }

        /// <summary>In milliseconds.</summary>
        public long Since { get; init; }
    }
}
