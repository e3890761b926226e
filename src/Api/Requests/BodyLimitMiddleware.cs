using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>Refuses bodies that are longer than any request needs, whatever the host's own limit is.</summary>
internal sealed class BodyLimitMiddleware(RequestDelegate next)
{
    /// <summary>Bytes of a body.</summary>
    public const long MaxLength = 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxLength)
        {
            await Results.Problem(
                statusCode: StatusCodes.Status413PayloadTooLarge, title: "The request is too long",
                detail: $"A request has at most {MaxLength / 1024 / 1024} MiB.").ExecuteAsync(context);
            return;
        }

        // A length that was not told is found out while reading.
        if (context.Request.ContentLength is null)
            context.Request.Body = new LimitedStream(context.Request.Body, MaxLength);
        await next(context);
    }
}
