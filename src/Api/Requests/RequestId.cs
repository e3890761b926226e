using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>The id that ties a response, its problem and its log lines together.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-ID";

    private const int MaxLength = 128;

    /// <summary>The request's id, as the middleware set it.</summary>
    public static string For(HttpContext context) => context.TraceIdentifier;

    /// <summary>The caller's own id when it is sane, else a new one.</summary>
    public static string From(HttpRequest request)
    {
        var given = request.Headers[Header];
        return given is [{ Length: > 0 and <= MaxLength } id] && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? id
            : Guid.NewGuid().ToString("N");
    }
}
