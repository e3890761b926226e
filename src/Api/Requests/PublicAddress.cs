using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Requests;

/// <summary>The address the browser knows us by: of those that people reach the deployment by the one it asked, else the
/// loopback address it asked; the host rule has checked either.</summary>
internal static class PublicAddress
{
    public static Uri For(HttpContext context)
    {
        var host = context.Request.Host;
        var addresses = Settings(context).Addresses.ToList();
        return addresses.Count > 0 && !HostRuleMiddleware.IsLoopback(host.Host)
            ? addresses.Find(a => a.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)) ?? addresses[0]
            : new Uri($"{context.Request.Scheme}://{host}");
    }

    public static bool IsHttps(HttpContext context) => For(context).Scheme == Uri.UriSchemeHttps;

    private static AccountSettings Settings(HttpContext context) => context.RequestServices.GetRequiredService<AccountSettings>();
}
