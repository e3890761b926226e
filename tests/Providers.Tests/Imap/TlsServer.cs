using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace InboxMind.Providers.Tests.Imap;

/// <summary>A server on 127.0.0.1 that says something in the clear, or nothing, and then speaks TLS with a certificate.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _served = [];
    private readonly Task _accepting;

    public TlsServer()
    {
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Null speaks no TLS.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Said first, in the clear; the answer to STARTTLS stands behind <c>||</c>.</summary>
    public string Clear { get; set; } = "";

    public string Greeting { get; set; } = "* OK [CAPABILITY IMAP4rev1] ready\r\n";

    /// <summary>What clients sent, in the clear or not.</summary>
    public StringBuilder Heard { get; } = new();

    public static X509Certificate2 Make(string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(from, until);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Ends what is being served before the certificate goes: a handshake that still reads it would end the process.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_served);
        _stop.Dispose();
        Certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _served.Add(Task.Run(() => ServeAsync(client), CancellationToken.None));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            var plain = client.GetStream();
            var parts = Clear.Split("||");
            await plain.WriteAsync(Encoding.Latin1.GetBytes(parts[0]), _stop.Token);
            if (parts.Length > 1)
            {
                await ReadAsync(plain);
                await plain.WriteAsync(Encoding.Latin1.GetBytes(parts[1]), _stop.Token);
            }

            if (Certificate is null)
                return;
            await using var tls = new SslStream(plain);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
            await tls.WriteAsync(Encoding.Latin1.GetBytes(Clear.Length > 0 ? "" : Greeting), _stop.Token);
            while (await ReadAsync(tls) is { Length: > 0 } line)
            {
                var answer = line.Contains("CAPABILITY") ? "* CAPABILITY IMAP4rev1\r\n" : "";
                await tls.WriteAsync(Encoding.Latin1.GetBytes($"{answer}{line.Split(' ')[0]} OK done\r\n"), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException)
        {
            // The client hung up.
        }
    }

    private async Task<string> ReadAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) > 0)
        {
            line.Append((char)one[0]);
            lock (Heard)
                Heard.Append((char)one[0]);
            if (one[0] == '\n')
                break;
        }

        return line.ToString();
    }
}
