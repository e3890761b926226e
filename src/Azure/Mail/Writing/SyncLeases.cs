using InboxMind.Azure.Mail.Items;
using InboxMind.Core.Sync;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>The lease of a mailbox within a transaction.</summary>
internal static class SyncLeases
{
    /// <summary>Refuses to go on when the lease is not the one in force. A new holder changes the ledger, so that whatever an older one is
    /// about to write is refused.</summary>
    /// <exception cref="LeaseLostException">It is lost; nothing is written.</exception>
    public static async Task<MailboxItem> RequireAsync(MailTransaction transaction, SyncLease lease, CancellationToken cancellation)
    {
        var id = MailKeys.Mailbox(lease.Mailbox);
        await transaction.LoadAsync([id], cancellation);
        return transaction.Get<MailboxItem>(id) is { Lease: { } held } item && held.Holder == lease.Holder && held.Fence == lease.Fence
            ? item
            : throw new LeaseLostException();
    }
}
