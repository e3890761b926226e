using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Limits;

/// <summary>Counts a request for its address and then for its user. Whoever is refused is asked for a second time by the framework, which
/// would let them wait in line: there is none, and nothing is counted twice.</summary>
internal sealed class AddressThenUser(PartitionedRateLimiter<HttpContext> address, PartitionedRateLimiter<HttpContext> user)
    : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => address.GetStatistics(resource);

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        var lease = address.AttemptAcquire(resource, permitCount);
        if (lease.IsAcquired)
            lease = user.AttemptAcquire(resource, permitCount);
        if (!lease.IsAcquired)
            resource.Features.Set(new Refusal(lease));
        return lease;
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(resource.Features.Get<Refusal>()?.Lease ?? AttemptAcquireCore(resource, permitCount));

    private sealed record Refusal(RateLimitLease Lease);
}
