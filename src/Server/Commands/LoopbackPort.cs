using System.Net;
using System.Net.Sockets;

namespace InboxMind.Server.Commands;

/// <summary>Ports of the addresses that <c>localhost</c> stands for.</summary>
internal static class LoopbackPort
{
    /// <summary>A port that no one listens at just now, by IPv4 and by IPv6.</summary>
    public static int Free()
    {
        while (true)
        {
            using var four = new TcpListener(IPAddress.Loopback, 0);
            four.Start();
            var port = ((IPEndPoint)four.LocalEndpoint).Port;
            try
            {
                using var six = new TcpListener(IPAddress.IPv6Loopback, port);
                six.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
            catch (SocketException)
            {
                // This machine has no IPv6.
                return port;
            }
        }
    }
}
