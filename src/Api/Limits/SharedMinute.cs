using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using InboxMind.Core.Budgets;
using InboxMind.Core.Work;

namespace InboxMind.Api.Limits;

/// <summary>So many permits in any minute on all instances together. Each instance gives a twentieth of them by itself, and takes what goes
/// beyond from all, a twentieth at a time: who stays below five in a hundred of a limit costs no call, who uses all of it twenty. N
/// instances give at most N twentieths more than the limit, and none of them more than the limit in a minute.</summary>
internal sealed class SharedMinute(LimitKey key, SlidingMinute own, ISharedLimits shared, TimeProvider time) : RateLimiter
{
    private const int Parts = 20;

    private readonly Lock _lock = new();
    private readonly int _part = Math.Max(1, key.Permits / Parts);
    private long _minute = -1;
    private int _left;

    public override TimeSpan? IdleDuration => own.IdleDuration;

    public override RateLimiterStatistics? GetStatistics() => own.GetStatistics();

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_lock)
        {
            Begin();
            if (_left < permitCount && own.GetStatistics().CurrentAvailablePermits >= permitCount)
                return Undecided.Lease;
            var lease = own.AttemptAcquire(permitCount);
            if (lease.IsAcquired)
                _left -= permitCount;
            return lease;
        }
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        while (AttemptAcquireCore(permitCount) is { } lease)
        {
            if (lease is not Undecided)
                return lease;
            long minute;
            lock (_lock)
                minute = _minute;
            var taken = await TakeAsync(minute, Math.Max(_part, permitCount), cancellationToken)
                ?? await TakeAsync(minute, permitCount, cancellationToken);
            if (taken is null)
                return new Refused(TimeSpan.FromSeconds(((minute + 1) * SlidingMinute.Seconds) - time.GetUtcNow().ToUnixTimeSeconds()));
            lock (_lock)
            {
                if (_minute == minute)
                    _left += taken.Value;
            }
        }

        throw new InvalidOperationException("There is always an answer.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            own.Dispose();
        base.Dispose(disposing);
    }

    /// <returns>How much was taken; null when so much is not left.</returns>
    private async Task<int?> TakeAsync(long minute, int amount, CancellationToken cancellation)
    {
        try
        {
            return await shared.TryTakeAsync(key.Name, key.Whose, minute, amount, key.Permits, cancellation) ? amount : null;
        }
        catch (StorageUnusableException)
        {
            // Each instance counts for itself, meanwhile.
            return amount;
        }
    }

    private void Begin()
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / SlidingMinute.Seconds;
        if (minute != _minute)
            (_minute, _left) = (minute, _part);
    }

    /// <summary>The instances have to be asked.</summary>
    internal sealed class Undecided : RateLimitLease
    {
        public static readonly Undecided Lease = new();

        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }

    private sealed class Refused(TimeSpan wait) : RateLimitLease
    {
        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
