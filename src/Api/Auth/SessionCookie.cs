using InboxMind.Api.Requests;
using InboxMind.Core.Accounts.Sessions;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Auth;

/// <summary>The refresh token in a browser: out of reach of scripts, and sent by no other site's page. It opens nothing but the
/// renewal of access tokens and the way to a provider; every other route wants the access token in its header.</summary>
internal static class SessionCookie
{
    public const string Name = "inboxmind_session";
    public const string Path = "/api/v1";

    public static string? Read(HttpContext context) => context.Request.Cookies[Name];

    public static void Write(HttpContext context, StartedSession session) =>
        context.Response.Cookies.Append(Name, session.RefreshToken, Options(context, session.Session.ExpiresAt));

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, expires: null));

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expires) => new()
    {
        Path = Path,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps || PublicAddress.IsHttps(context),
        Expires = expires,
        IsEssential = true,
    };
}
