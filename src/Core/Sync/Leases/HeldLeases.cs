namespace InboxMind.Core.Sync.Leases;

/// <summary>The leases of several mailboxes, as many of them as could be had.</summary>
public sealed class HeldLeases : IAsyncDisposable
{
    private readonly List<HeldLease> _leases = [];

    public int Count => _leases.Count;

    /// <summary>Takes a mailbox's lease too, unless another owner holds it; the parameters are those of
    /// <see cref="HeldLease.TryTakeAsync"/>.</summary>
    public async Task TryAddAsync(
        ISyncStateStore states, Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation)
    {
        if (await HeldLease.TryTakeAsync(states, owner, mailbox, holder, duration, cancellation) is { } lease)
            _leases.Add(lease);
    }

    /// <exception cref="LeaseLostException">One of them is lost.</exception>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        foreach (var lease in _leases)
            await lease.RenewAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lease in _leases)
            await lease.DisposeAsync();
    }
}
