using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using InboxMind.Core.Sync;
using MailKit.Net.Imap;
using MailKit.Security;

namespace InboxMind.Providers.Imap;

/// <summary>Opens mailboxes over IMAP4rev1 (RFC 3501) with TLS or, where allowed, without.</summary>
/// <param name="time">Measures silence.</param>
/// <param name="resolve">Finds a host's addresses.</param>
/// <param name="trusted">Certificates to trust in place of the machine's; null for the machine's.</param>
internal sealed class ImapConnector(
    TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, X509Certificate2Collection? trusted = null)
    : IMailServerConnector
{
    /// <summary>What a server may send until someone is signed in.</summary>
    private const long MaxGreeting = 4 * 1024 * 1024;

    /// <summary>A server that speaks, but too slowly, would hold whoever waits for it.</summary>
    private static readonly TimeSpan MaxSignIn = TimeSpan.FromMinutes(2);

    private static readonly string Version = typeof(ImapConnector).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly GuardedConnect _connect = new(resolve ?? Dns.GetHostAddressesAsync, time);

    public async Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await ConnectOnceAsync(connection, credential, cancellation);
            }
            catch (MailServerException e) when (e.Unusable is { } name && !ImapExtension.IsAmong(connection.Without, name))
            {
                connection = connection with { Without = ImapExtension.Add(connection.Without, name) };
            }
        }
    }

    private async Task<IMailServer> ConnectOnceAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation)
    {
        var socket = await _connect.ConnectAsync(connection, cancellation);
        var words = new LastWords();
        var errors = new ImapErrors(connection, credential, words);
        var stream = errors.Stream = new WatchedStream(new NetworkStream(socket, ownsSocket: true), time);
        stream.Allow(MaxGreeting);
        var client = new BoundedImapClient(words);
        using var limit = new CancellationTokenSource(MaxSignIn, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var (secure, greeting) = await new ImapTransport(connection, new TlsCheck(connection.Host, time, trusted))
                .SecureAsync(stream, either.Token);
            errors.Answers = new MendedStream(secure, new AnswerMender(ImapExtension.Announced(connection.Without)), greeting);
            await client.ConnectAsync(errors.Answers, connection.Host, connection.Port, SecureSocketOptions.None, either.Token);

            // A server may know who calls before it is told (RFC 9051, 7.1.4).
            if (!client.IsAuthenticated)
                await SignInAsync(client, connection, credential, either.Token);
            if ((client.Capabilities & ImapCapabilities.Id) != 0)
                await SayWhoAsync(client, either.Token);
            if ((client.Capabilities & ImapCapabilities.QuickResync) != 0)
                await client.EnableQuickResyncAsync(either.Token);
            return new ImapMailServer(client, connection.Without, stream, errors, time);
        }
        catch (Exception e)
        {
            client.Dispose();
            await stream.DisposeAsync();
            if (e is OperationCanceledException && cancellation.IsCancellationRequested)
                throw;
            throw errors.Translate(e);
        }
    }

    /// <summary>Some servers open no folder for a program that does not say what it is (RFC 2971).</summary>
    private static async Task SayWhoAsync(BoundedImapClient client, CancellationToken cancellation)
    {
        try
        {
            await client.IdentifyAsync(new ImapImplementation { Name = "InboxMind", Version = Version }, cancellation);
        }
        catch (ImapCommandException e) when (e.Response == ImapCommandResponse.No)
        {
            // It does not want to know.
        }
    }

    private static Task SignInAsync(ImapClient client, ImapConnection connection, MailCredential credential, CancellationToken cancellation)
    {
        if (credential.Auth == ImapAuth.Password)
            return client.AuthenticateAsync(connection.User, credential.Secret, cancellation);
        return client.AuthenticateAsync(
            client.AuthenticationMechanisms.Contains("OAUTHBEARER")
                ? new SaslMechanismOAuthBearer(connection.User, credential.Secret)
                : new SaslMechanismOAuth2(connection.User, credential.Secret),
            cancellation);
    }
}
