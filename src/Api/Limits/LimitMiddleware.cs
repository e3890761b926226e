using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Limits;

/// <summary>Decides what a request is counted under, once its route and user are known, and describes the limits in its response.
/// Kept with the request: a host may route it anew before the response is sent.</summary>
internal sealed class LimitMiddleware(RequestDelegate next, RequestLimiter limiter, RequestLimits limits)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Features.Set(LimitKeys.For(context, limits));
        context.Response.OnStarting(() =>
        {
            limiter.Describe(context);
            return Task.CompletedTask;
        });
        return next(context);
    }
}
