using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Requests;

/// <summary>The address the browser knows us by: as configured, else the loopback address it asked, which the host rule has
/// checked.</summary>
internal static class PublicAddress
{
    public static Uri For(HttpContext context) =>
        Settings(context).PublicAddress is { } address && !Requests.HostRuleMiddleware.IsLoopback(context.Request.Host.Host)
            ? address
            : new Uri($"{context.Request.Scheme}://{context.Request.Host}");

    public static bool IsHttps(HttpContext context) => For(context).Scheme == Uri.UriSchemeHttps;

    private static AccountSettings Settings(HttpContext context) => context.RequestServices.GetRequiredService<AccountSettings>();
}
