using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Core.Sync;

namespace InboxMind.Azure.Sync;

/// <summary>Leases and checkpoints in Cosmos DB.</summary>
internal sealed class CosmosSyncStateStore(
    CosmosDatabase database, MailWriter writer, MailboxWriter mailboxes, TimeProvider time) : ISyncStateStore
{
    public Task<SyncLease?> AcquireAsync(
        Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, SyncClock.MaxLease);
        return mailboxes.WriteAsync<SyncLease?>(
            owner, mailbox, "sync.acquire",
            (transaction, item) =>
            {
                var now = transaction.Now;
                if (item.Lease is { Holder: { } other } held && other != holder && held.Expires > now
                    && held.Expires <= now + SyncClock.MaxLease)
                    return (item, null);
                var fence = (item.Lease?.Fence ?? 0) + 1;
                return (item with { Lease = new LeaseState(holder, fence, now + duration) }, new SyncLease(mailbox, holder, fence));
            },
            cancellation);
    }

    public Task RenewAsync(Owner owner, SyncLease lease, TimeSpan duration, CancellationToken cancellation) => ChangeAsync(
        owner, lease, "sync.renew",
        item => item with { Lease = item.Lease! with { Expires = time.GetUtcNow() + duration } }, cancellation);

    public Task ReleaseAsync(Owner owner, SyncLease lease, CancellationToken cancellation) => mailboxes.WriteAsync(
        owner, lease.Mailbox, "sync.release",
        (_, item) => (
            item.Lease is { } held && held.Holder == lease.Holder && held.Fence == lease.Fence
                ? item with { Lease = held with { Holder = null } }
                : item,
            true),
        cancellation);

    public async Task<SyncRecord> GetAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation) =>
        (await database.User(owner).ReadAsync<MailboxItem>("sync.state", MailKeys.Mailbox(mailbox), cancellation))?.Value.Record
            is { } record
            ? record with { LeftOut = Same(record.LeftOut) }
            : new SyncRecord { Mailbox = mailbox };

    public async Task<IReadOnlyList<FolderCheckpoint>> ListFoldersAsync(
        Owner owner, MailboxId mailbox, CancellationToken cancellation) => await database.User(owner)
        .QueryAsync<FolderItem>("sync.folders", CosmosQuery.Of(MailKeys.FoldersOf(mailbox)), cancellation)
        .Select(static f => f.Checkpoint with { Pending = Same(f.Checkpoint.Pending), Undelivered = Same(f.Checkpoint.Undelivered) })
        .OrderBy(static f => f.Name, StringComparer.Ordinal).ToListAsync(cancellation);

    public Task SaveAsync(Owner owner, SyncLease lease, SyncRecord state, CancellationToken cancellation) => ChangeAsync(
        owner, lease, "sync.save",
        item => item with { Record = state with { Mailbox = lease.Mailbox, LeftOut = [.. state.LeftOut.Take(LeftOutFolder.MaxListed)] } },
        cancellation);

    public Task SaveFolderAsync(Owner owner, SyncLease lease, FolderCheckpoint folder, CancellationToken cancellation) =>
        FolderAsync(
            owner, lease, folder.Name,
            (transaction, id) => transaction.Set(new FolderItem { User = owner.User.Value, Id = id, Checkpoint = folder }), cancellation);

    public Task RemoveFolderAsync(Owner owner, SyncLease lease, string folder, CancellationToken cancellation) =>
        FolderAsync(owner, lease, folder, static (transaction, id) => transaction.Remove(id), cancellation);

    /// <summary>What is empty equals what was never written.</summary>
    private static IReadOnlyList<T> Same<T>(IReadOnlyList<T> list) => list.Count == 0 ? [] : list;

    private Task FolderAsync(
        Owner owner, SyncLease lease, string folder, Action<MailTransaction, string> change, CancellationToken cancellation) =>
        writer.WriteAsync(
            owner, "sync.folder",
            async transaction =>
            {
                var id = MailKeys.Folder(lease.Mailbox, folder);
                await transaction.LoadAsync([MailKeys.Mailbox(lease.Mailbox), id], cancellation);
                await SyncLeases.RequireAsync(transaction, lease, cancellation);
                change(transaction, id);
            },
            cancellation);

    private Task<bool> ChangeAsync(
        Owner owner, SyncLease lease, string operation, Func<MailboxItem, MailboxItem> change, CancellationToken cancellation) =>
        mailboxes.WriteAsync(
            owner, lease.Mailbox, operation,
            (_, item) => item.Lease is { } held && held.Holder == lease.Holder && held.Fence == lease.Fence
                ? (change(item), true)
                : throw new LeaseLostException(),
            cancellation);
}
