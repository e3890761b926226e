using InboxMind.Azure.Cosmos;

namespace InboxMind.Azure.Accounts;

/// <summary>Users and identities in Cosmos DB.</summary>
internal sealed class CosmosUserStore(CosmosDatabase database, IdentityEntries entries) : IUserStore, IIdentityDirectory
{
    public async Task<User?> GetAsync(Owner owner, CancellationToken cancellation) =>
        (await ReadAsync(owner, cancellation))?.ToUser();

    public async Task<bool> CreateAsync(Owner owner, User user, Identity? identity, CancellationToken cancellation)
    {
        RequireOwn(owner, user);
        if (await ReadAsync(owner, cancellation) is not null)
            return false;
        if (identity is null)
            return await AddAsync(owner, UserItem.Of(user, []), cancellation);
        var key = IdentityKey.Of(identity);
        var begun = await entries.BeginAsync(owner, key, cancellation);
        var isCreated = await entries.TryClaimAsync(owner, key, cancellation);
        if (isCreated)
        {
            isCreated = await AddAsync(owner, UserItem.Of(user, [identity]), cancellation);
            if (!isCreated)
                await entries.ReleaseAsync(owner, key, cancellation);
            else if (!await entries.MarkAsync(owner, key, isConfirmed: true, cancellation))
            {
                await entries.WithdrawAsync(owner, key, cancellation);
                isCreated = false;
            }
        }

        await entries.EndAsync(begun, cancellation);
        return isCreated;
    }

    public async Task<User?> UpdateAsync(Owner owner, Func<User, User> change, CancellationToken cancellation)
    {
        var item = await database.User(owner).ChangeAsync<UserItem>(
            "user.update", UserKeys.User,
            before =>
            {
                if (before is null)
                    return null;
                var after = change(before.ToUser());
                RequireOwn(owner, after);
                return UserItem.Of(after, before.Identities);
            },
            cancellation);
        return item?.ToUser();
    }

    public async Task<IReadOnlyList<Identity>> ListIdentitiesAsync(Owner owner, CancellationToken cancellation) =>
        [.. ((await ReadAsync(owner, cancellation))?.Identities ?? []).OrderBy(static i => i.LinkedAt)
            .ThenBy(static i => i.Provider.ToString(), StringComparer.Ordinal).ThenBy(static i => i.Subject, StringComparer.Ordinal)];

    public async Task<bool> LinkAsync(Owner owner, Identity identity, CancellationToken cancellation)
    {
        var key = IdentityKey.Of(identity);
        if (await entries.FindAsync(key, cancellation) is { } holder)
            return holder == owner.User;
        var begun = await entries.BeginAsync(owner, key, cancellation);
        var isLinked = await entries.TryClaimAsync(owner, key, cancellation);
        if (isLinked)
        {
            isLinked = await ChangeAsync(
                owner, user => user.Lists(key) ? user : user with { Identities = [.. user.Identities, identity] }, cancellation);
            if (!isLinked)
                await entries.ReleaseAsync(owner, key, cancellation);
            else if (!await entries.MarkAsync(owner, key, isConfirmed: true, cancellation))
            {
                await ChangeAsync(owner, user => user.Without(key), cancellation);
                isLinked = false;
            }
        }

        await entries.EndAsync(begun, cancellation);
        return isLinked;
    }

    public async Task<UnlinkResult> UnlinkAsync(
        Owner owner, IdentityProvider provider, string subject, bool keepLast, CancellationToken cancellation)
    {
        var key = IdentityKey.Of(provider, subject);
        if (await ReadAsync(owner, cancellation) is not { } user || !user.Lists(key))
            return UnlinkResult.Unknown;
        if (keepLast && user.Identities.Count == 1)
            return UnlinkResult.Last;
        var begun = await entries.BeginAsync(owner, key, cancellation);
        await entries.MarkAsync(owner, key, isConfirmed: false, cancellation);
        var result = UnlinkResult.Unlinked;
        await ChangeAsync(
            owner,
            now =>
            {
                result = !now.Lists(key) ? UnlinkResult.Unknown
                    : keepLast && now.Identities.Count == 1 ? UnlinkResult.Last : UnlinkResult.Unlinked;
                return result == UnlinkResult.Unlinked ? now.Without(key) : now;
            },
            cancellation);
        if (result == UnlinkResult.Last)
            await entries.MarkAsync(owner, key, isConfirmed: true, cancellation);
        else
            await entries.ReleaseAsync(owner, key, cancellation);
        await entries.EndAsync(begun, cancellation);
        return result;
    }

    public async Task RemoveAsync(Owner owner, CancellationToken cancellation)
    {
        // The entries first: of a user who is gone no one could tell which they were.
        if (await ReadAsync(owner, cancellation) is not { } user)
            return;
        foreach (var identity in user.Identities)
            await entries.ReleaseAsync(owner, IdentityKey.Of(identity), cancellation);
        await database.User(owner).DeleteAsync("user.remove", UserKeys.User, etag: null, cancellation);
    }

    public Task<UserId?> FindAsync(IdentityProvider provider, string subject, CancellationToken cancellation) =>
        entries.FindAsync(IdentityKey.Of(provider, subject), cancellation);

    private async Task<UserItem?> ReadAsync(Owner owner, CancellationToken cancellation) =>
        (await database.User(owner).ReadAsync<UserItem>("user.read", UserKeys.User, cancellation))?.Value;

    /// <returns>False when there is one by now that someone else added.</returns>
    private async Task<bool> AddAsync(Owner owner, UserItem item, CancellationToken cancellation)
    {
        var isAdded = false;
        await database.User(owner).ChangeAsync<UserItem>(
            "user.create", UserKeys.User,
            before =>
            {
                isAdded = before is null;
                return isAdded ? item : null;
            },
            cancellation);
        return isAdded;
    }

    /// <returns>Whether there is such a user.</returns>
    private async Task<bool> ChangeAsync(Owner owner, Func<UserItem, UserItem> change, CancellationToken cancellation) =>
        await database.User(owner).ChangeAsync<UserItem>(
            "user.identities", UserKeys.User,
            before => before is not null && change(before) is var after && after != before ? after : null, cancellation) is not null;

    private static void RequireOwn(Owner owner, User user)
    {
        if (user.Id != owner.User)
            throw new ArgumentException("An owner writes no other user's record.", nameof(user));
    }
}
