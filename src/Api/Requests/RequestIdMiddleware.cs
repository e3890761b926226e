using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InboxMind.Api.Requests;

/// <summary>Gives every request its id, on the response and on every log line.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, ILogger<RequestIdMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var id = RequestId.From(context.Request);
        context.TraceIdentifier = id;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[RequestId.Header] = id;
            return Task.CompletedTask;
        });
        using (log.BeginScope(new RequestScope(id)))
            await next(context);
    }
}
