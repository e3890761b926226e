using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Limits;

/// <summary>Counts a request for its address and then for its user. Whoever is refused is asked for a second time by the framework, which
/// would let them wait in line: there is none, and nothing is counted twice; but where other instances have to be asked, it is done
/// then.</summary>
internal sealed class AddressThenUser(PartitionedRateLimiter<HttpContext> address, PartitionedRateLimiter<HttpContext> user)
    : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => address.GetStatistics(resource);

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        var lease = address.AttemptAcquire(resource, permitCount);
        var isOfUser = lease.IsAcquired;
        if (isOfUser)
            lease = user.AttemptAcquire(resource, permitCount);
        if (!lease.IsAcquired)
            resource.Features.Set(new Refusal(lease, isOfUser));
        return lease;
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(
        HttpContext resource, int permitCount, CancellationToken cancellationToken)
    {
        var refusal = resource.Features.Get<Refusal>();
        if (refusal is null)
        {
            var lease = AttemptAcquireCore(resource, permitCount);
            refusal = resource.Features.Get<Refusal>();
            if (refusal is null)
                return lease;
        }

        if (refusal.Lease is not SharedMinute.Undecided)
            return refusal.Lease;
        if (!refusal.IsOfUser)
        {
            var lease = await address.AcquireAsync(resource, permitCount, cancellationToken);
            if (!lease.IsAcquired)
                return lease;
        }

        return await user.AcquireAsync(resource, permitCount, cancellationToken);
    }

    private sealed record Refusal(RateLimitLease Lease, bool IsOfUser);
}
