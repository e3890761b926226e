using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using InboxMind.Testing;

namespace InboxMind.EndToEnd.Servers;

/// <summary>A real IMAP server of its own on 127.0.0.1, with one mailbox.</summary>
internal abstract class TestMailServer : IDisposable
{
    public const string User = "anna";

    public abstract int Port { get; }

    /// <summary>Starts one by its name.</summary>
    public static TestMailServer Start(string name) => name switch
    {
        "Dovecot" => new DovecotServer(),
        "Courier" => new CourierServer(),
        "Cyrus" => new CyrusServer(),
        "CyrusConversations" => new CyrusServer(conversations: true),
        "Hoodiecrow" => new HoodiecrowServer(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public abstract void Dispose();

    /// <summary>Skips the test, or fails it in CI, when a program is not there.</summary>
    protected static void Require(string path, string how)
    {
        if (File.Exists(path))
            return;
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(how);
        Assert.Skip(how);
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until the server greets.</summary>
    protected static void WaitForGreeting(int port, Process process, Func<string> log)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = new TcpClient("127.0.0.1", port);
                if (client.GetStream().ReadByte() == '*')
                    return;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Not yet.
            }

            if (process.WaitForExit(20) || TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException($"The mail server did not start: {log()}");
        }
    }

    private sealed class DovecotServer : TestMailServer
    {
        private readonly Dovecot _dovecot;

        public DovecotServer()
        {
            DovecotServers.Require();
            _dovecot = Dovecot.Start();
        }

        public override int Port => _dovecot.Port;

        public override void Dispose() => _dovecot.Dispose();
    }
}
