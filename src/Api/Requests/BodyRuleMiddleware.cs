using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Requests;

/// <summary>Which bodies are taken, whatever the host's own rules are: no longer than any request needs, and in UTF-8 as JSON is between
/// systems (RFC 8259, 8.1).</summary>
internal sealed class BodyRuleMiddleware(RequestDelegate next)
{
    /// <summary>Bytes of a body.</summary>
    public const long MaxLength = 1024 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        var isLong = context.GetEndpoint()?.Metadata.GetMetadata<LongBody>();
        var length = isLong?.MaxLength ?? MaxLength;
        if (context.Request.ContentLength > length)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status413PayloadTooLarge, title: "The request is too long",
                detail: $"A request has at most {length / 1024 / 1024} MiB.").ExecuteAsync(context);
        }

        if (isLong is not null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = length;
        if (!IsUtf8(context.Request.ContentType))
        {
            return Results.Problem(
                statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Not in UTF-8",
                detail: "Send JSON in UTF-8, with Content-Type: application/json.").ExecuteAsync(context);
        }

        // A length that was not told is found out while reading.
        if (context.Request.ContentLength is null)
            context.Request.Body = new LimitedStream(context.Request.Body, length);
        return next(context);
    }

    /// <summary>Whether a type names no other character set; one that is not a type at all is judged by the route.</summary>
    private static bool IsUtf8(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) || type.Charset.Length == 0
        || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
