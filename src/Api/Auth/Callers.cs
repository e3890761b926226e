using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Auth;

/// <summary>Who makes a request, and from where.</summary>
internal static class Callers
{
    /// <summary>The caller of a route that needs a token.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("The route does not require a token.");

    public static RequestOrigin Origin(this HttpContext context) => new(
        Requests.RequestId.For(context), context.Connection.RemoteIpAddress?.ToString() ?? "",
        DisplayName.Clean(context.Request.Headers[HeaderNames.UserAgent].ToString()));
}
