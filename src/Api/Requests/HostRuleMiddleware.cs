using System.Net;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>Which addresses are answered: this machine's own, to its own callers; and those that people reach the
/// deployment by. The
/// <c>Host</c> header matters because a web page of another site can make a browser send requests here (DNS rebinding).</summary>
internal sealed class HostRuleMiddleware(RequestDelegate next, AccountSettings settings)
{
    public Task InvokeAsync(HttpContext context)
    {
        var remote = context.Connection.RemoteIpAddress;
        if ((IsLoopback(context.Request.Host.Host) && (remote is null || IPAddress.IsLoopback(remote))) || IsPublic(context.Request.Host)
            || IsProbe(context.Request))
            return next(context);
        return !settings.Addresses.Any()
            ? Results.Problem(
                statusCode: StatusCodes.Status403Forbidden, title: "Only from this machine",
                detail: "This server answers requests from its own machine, to localhost, only.").ExecuteAsync(context)
            : Results.Problem(
                statusCode: StatusCodes.Status421MisdirectedRequest, title: "Not this server",
                detail: "This server does not answer to the host name that the request asks for.").ExecuteAsync(context);
    }

    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Who watches an instance asks it by a number, or by a name of their own; it is told nothing but that the process runs, and
    /// with the token of the settings its figures.</summary>
    private static bool IsProbe(HttpRequest request) => (request.Path == "/health" || request.Path == "/metrics")
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    private bool IsPublic(HostString host) => settings.Addresses.Any(address =>
        host.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port ?? (address.Scheme == Uri.UriSchemeHttps ? 443 : 80)) == address.Port);
}
