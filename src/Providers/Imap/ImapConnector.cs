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

    private readonly GuardedConnect _connect = new(resolve ?? Dns.GetHostAddressesAsync);

    public async Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation)
    {
        var socket = await _connect.RunAsync(connection, cancellation);
        var words = new LastWords();
        var errors = new ImapErrors(connection, words);
        var stream = errors.Stream = new WatchedStream(new NetworkStream(socket, ownsSocket: true), time);
        stream.Allow(MaxGreeting);
        var client = new BoundedImapClient(words) { CheckCertificateRevocation = false };
        if (trusted is not null)
            client.ServerCertificateValidationCallback = (_, certificate, _, problems) => TrustedOnly(certificate, problems);
        using var limit = new CancellationTokenSource(MaxSignIn, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await client.ConnectAsync(
                stream, connection.Host, connection.Port,
                connection.Security == ImapSecurity.Tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.None, either.Token);
            await SignInAsync(client, connection, credential, either.Token);
            if ((client.Capabilities & ImapCapabilities.QuickResync) != 0)
                await client.EnableQuickResyncAsync(either.Token);
            return new ImapMailServer(client, stream, errors, time);
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

    private bool TrustedOnly(X509Certificate? certificate, System.Net.Security.SslPolicyErrors problems)
    {
        if (certificate is null || (problems & ~System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = new X509Certificate2(certificate);
        return chain.Build(leaf);
    }
}
