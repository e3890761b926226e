using System.Globalization;
using System.Threading.RateLimiting;
using InboxMind.Core.Budgets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace InboxMind.Api.Limits;

/// <summary>Counts requests by address and by user, in windows that slide by ten seconds.</summary>
internal sealed class RequestLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _byAddress;
    private readonly PartitionedRateLimiter<HttpContext> _byUser;

    /// <param name="time">The clock.</param>
    /// <param name="shared">What other instances count too; null when there are none.</param>
    public RequestLimiter(TimeProvider time, ISharedLimits? shared = null)
    {
        _byAddress = PartitionedRateLimiter.Create<HttpContext, LimitKey>(context => Window(Keys(context).Address, time, shared));
        _byUser = PartitionedRateLimiter.Create<HttpContext, LimitKey>(
            context => Keys(context).User is { } key
                ? Window(key, time, shared)
                : RateLimitPartition.GetNoLimiter(new LimitKey("", "", 0)));
        All = new AddressThenUser(_byAddress, _byUser);
    }

    public PartitionedRateLimiter<HttpContext> All { get; }

    /// <summary>Answers a request that is one too many.</summary>
    public static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        LimitSignals.Refused(rejected.HttpContext);
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time)
            ? time
            : TimeSpan.FromSeconds(SlidingMinute.Seconds);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Results.Problem(
            statusCode: StatusCodes.Status429TooManyRequests, title: "Too many requests",
            detail: string.Create(CultureInfo.InvariantCulture, $"Wait {seconds} s, then go on more slowly."))
            .ExecuteAsync(rejected.HttpContext);
    }

    /// <summary>Says in the response which limits there are and what is left of them (IETF draft-ietf-httpapi-ratelimit-headers).</summary>
    public void Describe(HttpContext context)
    {
        var keys = Keys(context);
        var counted =
            new List<(LimitKey Key, long Left)> { (keys.Address, _byAddress.GetStatistics(context)?.CurrentAvailablePermits ?? 0) };
        if (keys.User is { } user)
            counted.Add((user, _byUser.GetStatistics(context)?.CurrentAvailablePermits ?? 0));
        context.Response.Headers["RateLimit-Policy"] = string.Join(
            ", ", counted.Select(static c =>
                string.Create(CultureInfo.InvariantCulture, $"\"{c.Key.Name}\";q={c.Key.Permits};w={SlidingMinute.Seconds}")));
        context.Response.Headers["RateLimit"] = string.Join(
            ", ", counted.Select(static c => string.Create(CultureInfo.InvariantCulture, $"\"{c.Key.Name}\";r={c.Left}")));
    }

    public void Dispose()
    {
        All.Dispose();
        _byAddress.Dispose();
        _byUser.Dispose();
    }

    private static LimitKeys Keys(HttpContext context) =>
        context.Features.Get<LimitKeys>() ?? throw new InvalidOperationException("The request was not given its keys.");

    private static RateLimitPartition<LimitKey> Window(LimitKey key, TimeProvider time, ISharedLimits? shared) =>
        RateLimitPartition.Get<LimitKey>(
            key,
            k =>
            {
                var own = new SlidingMinute(k.Permits, time);
                return shared is null ? own : new SharedMinute(k, own, shared, time);
            });
}
