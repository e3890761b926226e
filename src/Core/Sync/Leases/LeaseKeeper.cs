namespace InboxMind.Core.Sync.Leases;

/// <summary>Renews a lease until it is disposed, four times in the lease's duration. Stops the work when the lease is lost or the work
/// may not go on.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly PeriodicTimer _timer;
    private readonly CancellationTokenSource _stop;
    private readonly Task _renewing;

    /// <param name="lease">The lease.</param>
    /// <param name="duration">How long it lasts without a renewal.</param>
    /// <param name="mayGoOn">Asked before each renewal.</param>
    /// <param name="time">Measures the time.</param>
    /// <param name="cancellation">Stops the work as well.</param>
    public LeaseKeeper(
        HeldLease lease, TimeSpan duration, Func<CancellationToken, Task<bool>> mayGoOn, TimeProvider time, CancellationToken cancellation)
    {
        _timer = new PeriodicTimer(duration / 4, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _renewing = RenewAsync(lease, mayGoOn);
    }

    /// <summary>Stops the work.</summary>
    public CancellationToken Stop => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        // Ends the renewal without an exception; one takes as long as a whole run that finds nothing new.
        _timer.Dispose();
        await _renewing;
        _stop.Dispose();
    }

    private async Task RenewAsync(HeldLease lease, Func<CancellationToken, Task<bool>> mayGoOn)
    {
        while (await _timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                if (await mayGoOn(_stop.Token))
                {
                    await lease.RenewAsync(_stop.Token);
                    continue;
                }
            }
            catch (LeaseLostException)
            {
                // Stopped below.
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The store fails, or the work was stopped: the work meets that itself, and the next beat tries again.
                continue;
            }

            await _stop.CancelAsync();
            return;
        }
    }
}
