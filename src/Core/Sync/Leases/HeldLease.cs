namespace InboxMind.Core.Sync.Leases;

/// <summary>A mailbox's lease that is held, and given back when this is disposed.</summary>
public sealed class HeldLease : IAsyncDisposable
{
    private readonly ISyncStateStore _states;
    private readonly TimeSpan _duration;

    private HeldLease(ISyncStateStore states, Owner owner, SyncLease lease, TimeSpan duration) =>
        (_states, Owner, Lease, _duration) = (states, owner, lease, duration);

    /// <summary>Whose mailbox.</summary>
    public Owner Owner { get; }

    /// <summary>What is written under.</summary>
    public SyncLease Lease { get; }

    /// <summary>Takes the lease; the parameters are those of <see cref="ISyncStateStore.AcquireAsync"/>.</summary>
    /// <returns>The lease, or null while another owner holds it.</returns>
    public static async Task<HeldLease?> TryTakeAsync(
        ISyncStateStore states, Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation) =>
        await states.AcquireAsync(owner, mailbox, holder, duration, cancellation) is { } lease
            ? new HeldLease(states, owner, lease, duration)
            : null;

    /// <summary>Lets it last for its duration from now.</summary>
    /// <exception cref="LeaseLostException">It is lost.</exception>
    public Task RenewAsync(CancellationToken cancellation) => _states.RenewAsync(Owner, Lease, _duration, cancellation);

    public async ValueTask DisposeAsync() => await _states.ReleaseAsync(Owner, Lease, CancellationToken.None);
}
