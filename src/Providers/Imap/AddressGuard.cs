using System.Net;
using System.Net.Sockets;

namespace InboxMind.Providers.Imap;

/// <summary>Which addresses a host may have that someone typed who must not reach into the operator's network.</summary>
internal static class AddressGuard
{
    /// <summary>Everything that is not the public internet (RFC 6890), and what carries another address within it.</summary>
    private static readonly IPNetwork[] Forbidden =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        ]).Select(static n => IPNetwork.Parse(n)),
    ];

    /// <summary>Of IPv6 only this is given to the public internet.</summary>
    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Forbidden6 =
    [
        // Teredo and the other special ranges, documentation, 6to4, documentation again.
        .. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(static n => IPNetwork.Parse(n)),
    ];

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Forbidden.Any(n => n.Contains(address))
            : Public6.Contains(address) && !Forbidden6.Any(n => n.Contains(address));
    }
}
