using InboxMind.Core.Sync;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Sync;

/// <summary>The lease of a mailbox within a transaction.</summary>
internal static class LeaseRow
{
    /// <summary>Refuses to go on when the lease is not the one in force.</summary>
    /// <exception cref="LeaseLostException">It is lost; the transaction is rolled back.</exception>
    public static void Require(SqliteSession session, Owner owner, SyncLease lease)
    {
        if (session.Prepare("SELECT 1 FROM sync_lease WHERE user = ?1 AND mailbox = ?2 AND owner = ?3 AND fence = ?4")
            .Scalar(owner.User.Value, lease.Mailbox.Value, lease.Holder, lease.Fence) is null)
            throw new LeaseLostException();
    }
}
