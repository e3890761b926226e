using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using InboxMind.Core.Sync;

namespace InboxMind.Providers.Imap;

/// <summary>Encrypts a connection before the IMAP library sees it: from the first byte, or by STARTTLS (RFC 9051, 6.2.1; RFC
/// 8314).</summary>
internal sealed class ImapTransport(ImapConnection connection, TlsCheck check)
{
    /// <summary>No greeting is longer.</summary>
    private const int MaxLine = 8 * 1024;

    /// <summary>Lines before the answer to a command.</summary>
    private const int MaxLines = 100;

    /// <returns>The stream to speak IMAP on, and the greeting when it was read already.</returns>
    /// <exception cref="MailServerException">There is no safe connection; the message says why.</exception>
    public async Task<(Stream Stream, byte[]? Greeting)> SecureAsync(Stream stream, CancellationToken cancellation)
    {
        if (connection.Security == ImapSecurity.None)
            return (stream, null);
        var greeting = connection.Security == ImapSecurity.StartTls ? await StartAsync(stream, cancellation) : null;
        var tls =
            new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, chain, errors) => check.Check(certificate, chain, errors));
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = connection.Host }, cancellation);
            return (tls, greeting);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await tls.DisposeAsync();
            throw Unsafe(e);
        }
    }

    /// <summary>Nothing that came before the encryption is believed, not even what the server can do: its greeting is passed on
    /// without.</summary>
    private async Task<byte[]> StartAsync(Stream stream, CancellationToken cancellation)
    {
        var greeting = await ReadLineAsync(stream, cancellation);
        if (!greeting.StartsWith("* OK", StringComparison.OrdinalIgnoreCase))
        {
            throw greeting.StartsWith("* BYE", StringComparison.OrdinalIgnoreCase)
                ? new MailServerException(MailServerTrouble.Throttled,
                    ImapErrors.WithReason($"{connection.Host} lets no one in just now.", ServerText.From(greeting)))
                : new MailServerException(MailServerTrouble.Settings,
                    $"{connection.Host} does not let STARTTLS begin on port {connection.Port}; use imaps:// instead.");
        }

        await stream.WriteAsync("S1 STARTTLS\r\n"u8.ToArray(), cancellation);
        for (var i = 0; i < MaxLines; i++)
        {
            var line = await ReadLineAsync(stream, cancellation);
            if (!line.StartsWith("S1 ", StringComparison.Ordinal))
                continue;
            return line.StartsWith("S1 OK", StringComparison.OrdinalIgnoreCase)
                ? Encoding.UTF8.GetBytes($"* OK {ServerText.From(greeting)}\r\n")
                : throw new MailServerException(
                    MailServerTrouble.Settings,
                    ImapErrors.WithReason($"{connection.Host} does not offer STARTTLS on port {connection.Port}; use imaps:// instead.",
                        ServerText.From(line)));
        }

        throw new IOException("The mail server does not answer STARTTLS.");
    }

    /// <summary>Byte by byte, so that nothing behind the line is taken from what is encrypted.</summary>
    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellation)
    {
        var line = new MemoryStream();
        var one = new byte[1];
        while (line.Length < MaxLine)
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
                throw new IOException("The mail server hung up.");
            if (one[0] == (byte)'\n')
                return Encoding.Latin1.GetString(line.ToArray()).TrimEnd('\r');
            line.WriteByte(one[0]);
        }

        throw new IOException("The mail server sends a line that is too long.");
    }

    private MailServerException Unsafe(Exception e)
    {
        var text = string.Concat(Causes(e).Select(static c => c.Message));
        var problem = check.Problem ?? Speech(text, e);
        return new MailServerException(
            MailServerTrouble.Transient, $"No safe connection to {connection.Host} on port {connection.Port}: {problem}.", e);
    }

    private string Speech(string text, Exception e) => text switch
    {
        _ when Has(text, "wrong version number", "frame size", "corrupted frame", "packet length too long", "http request", "not a tls") =>
            connection.Security == ImapSecurity.Tls
            ? "it does not speak TLS there; check the port, or use STARTTLS where the server has nothing else"
            : "it does not speak TLS after STARTTLS",
        _ when Has(text, "unsupported protocol", "protocol version", "no protocols available") =>
            "it speaks only versions of TLS that this machine does not take any more; whoever runs the server has to update it",
        _ when Has(text, "handshake failure", "no shared cipher", "no cipher", "key too small", "insufficient security") =>
            "it offers only encryption that this machine does not take any more; whoever runs the server has to update it",
        _ when e is IOException => "it hung up before the connection was encrypted; check the port",
        _ => "the encryption failed; check the port, and whether something between here and the server breaks it open",
    };

    private static bool Has(string text, params string[] parts) => parts.Any(p => text.Contains(p, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
