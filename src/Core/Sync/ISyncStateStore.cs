namespace InboxMind.Core.Sync;

/// <summary>Who syncs a mailbox, and how far it is. Everything is written under the lease: a holder that lost it changes
/// nothing.</summary>
public interface ISyncStateStore
{
    /// <summary>Takes the lease when no one else holds it. The same holder takes it again under a new number.</summary>
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="holder">Who takes it: an id of the caller, 1 to 200 characters.</param>
    /// <param name="duration">How long it lasts without a sign of life, at most <see cref="SyncClock.MaxLease"/>. One that seems to last
    /// longer was taken by a clock that was wrong, and counts as expired.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The lease, or null while another holder has it.</returns>
    Task<SyncLease?> AcquireAsync(Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Lets it last for a duration from now.</summary>
    /// <exception cref="LeaseLostException">It is lost.</exception>
    Task RenewAsync(Owner owner, SyncLease lease, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Gives it back. Does nothing when it is lost.</summary>
    Task ReleaseAsync(Owner owner, SyncLease lease, CancellationToken cancellation);

    /// <summary>How the mailbox stands; a new one when it was never synced.</summary>
    Task<SyncRecord> GetAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation);

    /// <summary>The folders synced so far, by name.</summary>
    Task<IReadOnlyList<FolderCheckpoint>> ListFoldersAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation);

    /// <exception cref="LeaseLostException">The lease is lost.</exception>
    Task SaveAsync(Owner owner, SyncLease lease, SyncRecord state, CancellationToken cancellation);

    /// <summary>Writes a folder's checkpoint.</summary>
    /// <exception cref="LeaseLostException">The lease is lost.</exception>
    Task SaveFolderAsync(Owner owner, SyncLease lease, FolderCheckpoint folder, CancellationToken cancellation);

    /// <summary>Forgets a folder's checkpoint; its placements are removed apart.</summary>
    /// <exception cref="LeaseLostException">The lease is lost.</exception>
    Task RemoveFolderAsync(Owner owner, SyncLease lease, string folder, CancellationToken cancellation);
}
