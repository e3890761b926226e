using System.Net;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>Until there are accounts, only this machine may ask: the connection and the Host header must both be loopback. The
/// header matters because a web page of another site can make a browser here send requests (DNS rebinding).</summary>
internal sealed class LoopbackOnlyMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var remote = context.Connection.RemoteIpAddress;
        if ((remote is null || IPAddress.IsLoopback(remote)) && IsLoopback(context.Request.Host.Host))
            return next(context);
        return Results.Problem(
            statusCode: StatusCodes.Status403Forbidden, title: "Only from this machine",
            detail: "This server answers requests from its own machine, to localhost, only.").ExecuteAsync(context);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
