using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Limits;

/// <summary>What a request is counted under.</summary>
/// <param name="Address">Its address.</param>
/// <param name="User">Its user; null when it has no valid token.</param>
internal sealed record LimitKeys(LimitKey Address, LimitKey? User)
{
    public static LimitKeys For(HttpContext context, RequestLimits limits)
    {
        var route = context.GetEndpoint()?.Metadata.GetMetadata<LimitedAs>();
        var address = AddressOf(context.Connection.RemoteIpAddress);
        return new LimitKeys(
            route == LimitedAs.SignIn
                ? new LimitKey(route.Name, address, limits.SignInsPerMinute)
                : new LimitKey("address", address, limits.AddressRequestsPerMinute),
            context.Features.Get<Caller>() is not { } caller ? null
            : route == LimitedAs.Question ? new LimitKey(route.Name, caller.User.Id.Value, limits.QuestionsPerMinute)
            : route == LimitedAs.Assistant ? new LimitKey(route.Name, caller.Session.Value, limits.RequestsPerMinute)
            : new LimitKey("user", caller.User.Id.Value, limits.RequestsPerMinute));
    }

    /// <summary>Who has one address of IPv6 mostly has all of its /64. Addresses that are not known count as one.</summary>
    private static string AddressOf(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}

/// <summary>A count and its limit.</summary>
/// <param name="Name">Of the limit, as the response headers name it.</param>
/// <param name="Whose">The address or user.</param>
/// <param name="Permits">In a minute.</param>
internal sealed record LimitKey(string Name, string Whose, int Permits);
