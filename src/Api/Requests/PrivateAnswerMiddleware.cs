using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Requests;

/// <summary>What is answered to someone who signed in is theirs alone: unless the route says otherwise, no cache keeps it.</summary>
internal sealed class PrivateAnswerMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isPrivate = context.GetEndpoint()?.Metadata is { } metadata
            && metadata.GetMetadata<IAuthorizeData>() is not null && metadata.GetMetadata<IAllowAnonymous>() is null;
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (isPrivate && headers.CacheControl.Count == 0)
                headers[HeaderNames.CacheControl] = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
