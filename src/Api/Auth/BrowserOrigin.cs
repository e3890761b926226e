using System.Net;
using InboxMind.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Auth;

/// <summary>By which address a browser is here, and which page made it ask.</summary>
internal static class BrowserOrigin
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Sends a browser that asks a loopback address by its number to the same page of <c>localhost</c>: a cookie goes to the name
    /// it was set for, and the addresses that are registered at a provider are names.</summary>
    public static RouteHandlerBuilder AtLocalhost(this RouteHandlerBuilder route) => route.AddEndpointFilter(static (invocation, next) =>
        AtName(invocation.HttpContext) is { } address ? ValueTask.FromResult<object?>(Results.Redirect(address)) : next(invocation))
        .Produces(StatusCodes.Status302Found);

    /// <summary>The same page of <c>localhost</c>, for a request to a loopback address by its number; null for any other.</summary>
    public static string? AtName(HttpContext context)
    {
        var request = context.Request;
        return IsLoopbackNumber(request.Host.Host) && !IsPublic(context)
            ? UriHelper.BuildAbsolute(
                request.Scheme, request.Host.Port is { } port ? new HostString("localhost", port) : new HostString("localhost"),
                request.PathBase, request.Path, request.QueryString)
            : null;
    }

    /// <summary>Whether the request says which page made it: browsers do, for what a form sends.</summary>
    public static bool IsNamed(HttpContext context) =>
        context.Request.Headers[FetchSite].Count > 0 || context.Request.Headers[HeaderNames.Origin].Count > 0;

    /// <summary>Whether a page of another origin made the browser ask. Another port of this machine is another origin too, though cookies
    /// do not tell them apart. Programs say nothing of it.</summary>
    public static bool IsElsewhere(HttpContext context)
    {
        var headers = context.Request.Headers;

        // Only the browser itself can write it (W3C Fetch Metadata); "none" is the person, who typed the address.
        if (headers[FetchSite] is { Count: > 0 } site)
            return site is not ["same-origin" or "none"];
        return headers[HeaderNames.Origin] is { Count: > 0 } origin
            && !(origin is [{ } one] && Uri.TryCreate(one, UriKind.Absolute, out var from)
            && Uri.Compare(from, PublicAddress.For(context), UriComponents.SchemeAndServer, UriFormat.Unescaped,
                StringComparison.OrdinalIgnoreCase) == 0);
    }

    private static bool IsLoopbackNumber(string host) =>
        HostRuleMiddleware.IsLoopback(host) && IPAddress.TryParse(host.Trim('[', ']'), out _);

    private static bool IsPublic(HttpContext context) =>
        context.RequestServices.GetRequiredService<AccountSettings>().Addresses.Any(a => a.Host == context.Request.Host.Host);
}
