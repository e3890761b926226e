using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>No browser guesses at the type of any answer, errors included.</summary>
internal sealed class NoSniffMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
