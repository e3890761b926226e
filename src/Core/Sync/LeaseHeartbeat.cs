using InboxMind.Core.Accounts;

namespace InboxMind.Core.Sync;

/// <summary>Renews a lease while a run goes on, however slow the server is, so that a lease can be short: a run that was killed
/// keeps others away for no longer.</summary>
internal sealed class LeaseHeartbeat : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _beating;

    public LeaseHeartbeat(ISyncStateStore states, Tenant tenant, SyncLease lease, TimeSpan duration, TimeProvider time) =>
        _beating = Task.Run(() => BeatAsync(states, tenant, lease, duration, time));

    /// <summary>Cancelled when another has the lease: the run can write nothing any more.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task BeatAsync(ISyncStateStore states, Tenant tenant, SyncLease lease, TimeSpan duration, TimeProvider time)
    {
        using var timer = new PeriodicTimer(duration / 4, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await RenewAsync(states, tenant, lease, duration);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (LeaseLostException)
        {
            await _lost.CancelAsync();
        }
    }

    private async Task RenewAsync(ISyncStateStore states, Tenant tenant, SyncLease lease, TimeSpan duration)
    {
        try
        {
            await states.RenewAsync(tenant, lease, duration, _stop.Token);
        }
        catch (Exception e) when (e is not (LeaseLostException or OperationCanceledException))
        {
            // The store cannot be written now. The next beat tries again; the run itself meets the same trouble and tells it.
        }
    }
}
