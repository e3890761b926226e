using InboxMind.Azure.Cosmos;
using InboxMind.Core.Connecting;

namespace InboxMind.Azure.Accounts;

/// <summary>Locks on mailboxes' tokens in Cosmos DB.</summary>
internal sealed class CosmosTokenLocks(CosmosDatabase database, TimeProvider time) : ITokenLocks
{
    public async Task<bool> TryTakeAsync(
        Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation)
    {
        var isTaken = false;
        await database.User(owner).ChangeAsync<LockItem>(
            "lock.take", UserKeys.Lock(mailbox),
            before =>
            {
                var now = time.GetUtcNow();
                isTaken = before is null || before.ExpiresAt <= now;
                return isTaken
                    ? new LockItem
                    {
                        User = owner.User.Value,
                        Id = UserKeys.Lock(mailbox),
                        Holder = holder,
                        ExpiresAt = now + duration,
                        Ttl = TimeToLive.Until(now + duration, now),
                    }
                    : null;
            },
            cancellation);
        return isTaken;
    }

    public async Task ReleaseAsync(Owner owner, MailboxId mailbox, string holder, CancellationToken cancellation)
    {
        var partition = database.User(owner);
        if (await partition.ReadAsync<LockItem>("lock.release", UserKeys.Lock(mailbox), cancellation) is { } read
            && read.Value.Holder == holder)
            await partition.DeleteAsync("lock.release", read.Value.Id, read.ETag, cancellation);
    }

    private sealed record LockItem : ChangingItem
    {
        public required string User { get; init; }

        public required string Holder { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public int Ttl { get; init; }
    }
}
