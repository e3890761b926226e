using System.Net;
using System.Net.Sockets;

namespace InboxMind.Testing;

/// <summary>A line to a server that breaks after a number of bytes from the server.</summary>
public sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private long _left = long.MaxValue;
    private long _passed;
    private Action? _onCut;

    public CuttingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes that came from the server so far.</summary>
    public long Passed => Volatile.Read(ref _passed);

    /// <summary>Whether the line is broken: every new connection is closed at once.</summary>
    private bool IsDown { get; set; }

    private bool StaysDown { get; set; }

    /// <summary>Lets so many bytes from the server through, all connections together, and breaks then.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="staysDown">Whether new connections are closed from then on; else they pass.</param>
    /// <param name="onCut">Called in place of a break.</param>
    public void CutAfter(long bytes, bool staysDown, Action? onCut = null) => (StaysDown, _onCut, _left) = (staysDown, onCut, bytes);

    /// <summary>Lets everything through.</summary>
    public void Mend() => (IsDown, _onCut, _left) = (false, null, long.MaxValue);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                if (IsDown)
                    client.Close(0);
                else
                    _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            var sending = PumpAsync(client, server, isAnswer: false);
            await PumpAsync(server, client, isAnswer: true);
            client.Close(0);
            await sending;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of both hung up.
        }
        finally
        {
            client.Close(0);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var count = await from.ReceiveAsync(buffer.AsMemory(), _stop.Token);
            if (count == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            var isCut = isAnswer && count > _left;
            if (isCut && _onCut is { } onCut)
            {
                _left = long.MaxValue;
                onCut();
                isCut = false;
            }

            var pass = isCut ? (int)_left : count;
            if (pass > 0)
                await to.SendAsync(buffer.AsMemory(0, pass), _stop.Token);
            if (!isAnswer)
                continue;
            Interlocked.Add(ref _passed, pass);
            if (isCut)
            {
                IsDown = StaysDown;
                _left = long.MaxValue;
                return;
            }

            if (_left != long.MaxValue)
                _left -= pass;
        }
    }
}
