using System.Net;
using System.Net.Sockets;
using InboxMind.Core.Sync;

namespace InboxMind.Providers.Imap;

/// <summary>Opens the network connection itself, so that the very address that was checked is the one connected to: a name may
/// resolve to another one the next moment (DNS rebinding).</summary>
internal sealed class GuardedConnect(Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider time)
{
    /// <summary>After so long a host is refused that someone named who must not reach into the operator's network: always after the same
    /// time and in the same words, whether its name stands for nothing or for something in there. Else names there could be
    /// guessed.</summary>
    internal static readonly TimeSpan RefusedAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <exception cref="MailServerException">The host has no address that may be used, or does not answer.</exception>
    public async Task<Socket> ConnectAsync(ImapConnection connection, CancellationToken cancellation)
    {
        if (connection.Security == ImapSecurity.None && !connection.AllowPrivateNetwork)
            throw new MailServerException(
                MailServerTrouble.Settings, $"The connection to {connection.Host} would not be encrypted; it is not allowed here.");

        var addresses = connection.AllowPrivateNetwork
            ? await ResolveAsync(connection, cancellation)
            : await ResolvePublicAsync(connection, cancellation);
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(Timeout);
                await socket.ConnectAsync(address, connection.Port, limit.Token);
                KeepAlive(socket);
                return socket;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                cancellation.ThrowIfCancellationRequested();
                last = e;
            }
        }

        throw Unreachable(connection, last);
    }

    /// <summary>A peer that is gone without a word, such as after a change of network, is noticed within two minutes.</summary>
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
        }
        catch (SocketException)
        {
            // The machine has its own times only.
        }
    }

    private async Task<IPAddress[]> ResolvePublicAsync(ImapConnection connection, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        try
        {
            var addresses = await ResolveAsync(connection, cancellation).WaitAsync(RefusedAfter, time, cancellation);
            if (addresses.All(AddressGuard.IsPublic))
                return addresses;
        }
        catch (Exception e) when (e is MailServerException or TimeoutException)
        {
            // Told below like any other.
        }

        if (RefusedAfter - time.GetElapsedTime(start) is { Ticks: > 0 } rest)
            await Task.Delay(rest, time, cancellation);
        throw new MailServerException(
            MailServerTrouble.Transient,
            $"The host {connection.Host} cannot be found on the public internet, and no other is allowed here; check its name.");
    }

    private async Task<IPAddress[]> ResolveAsync(ImapConnection connection, CancellationToken cancellation)
    {
        try
        {
            var addresses = IPAddress.TryParse(connection.Host, out var address) ? [address] : await resolve(connection.Host, cancellation);
            return addresses.Length > 0 ? addresses : throw Unreachable(connection, null);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new MailServerException(
                MailServerTrouble.Transient, $"The host {connection.Host} cannot be found; check its name and the network.", e);
        }
    }

    private static MailServerException Unreachable(ImapConnection connection, Exception? e) => new(
        MailServerTrouble.Transient, $"{connection.Host} does not answer on port {connection.Port}; check host, port and network.", e);
}
