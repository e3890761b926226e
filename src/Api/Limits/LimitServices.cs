using InboxMind.Core.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Api.Limits;

/// <summary>Limits of requests, on ASP.NET Core's rate limiter.</summary>
internal static class LimitServices
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(new RequestLimits());
        services.TryAddSingleton<RequestLimiter>();
        services.AddRateLimiter(static _ => { });
        services.AddOptions<RateLimiterOptions>().Configure<RequestLimiter>(static (options, limiter) =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = limiter.All;
            options.OnRejected = RequestLimiter.RejectAsync;
        });
        services.AddExceptionHandler<BudgetHandler>();
        services.AddSingleton(new CountsFromZero(LimitSignals.ShowAtZero));
    }

    /// <summary>Takes the caller's address from the reverse proxies in front, when there are any: before anything looks at it.</summary>
    public static void UseForwardedAddress(IApplicationBuilder app)
    {
        var proxies = app.ApplicationServices.GetRequiredService<RequestLimits>().Proxies;
        if (proxies == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = proxies };

        // They are trusted by their number, not by their addresses, which change.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        app.UseForwardedHeaders(options);
    }

    public static void Use(IApplicationBuilder app)
    {
        app.UseMiddleware<LimitMiddleware>();
        app.UseRateLimiter();
    }
}
