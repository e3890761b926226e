using System.Net.Sockets;
using InboxMind.Core.Sync;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace InboxMind.Providers.Imap;

/// <summary>Says what a failure of the IMAP library means. What the server wrote is not repeated: it may hold anything.</summary>
internal sealed class ImapErrors(ImapConnection connection, LastWords words)
{
    /// <summary>Set once the stream to the server exists.</summary>
    public WatchedStream? Stream { get; set; }

    public LastWords Words => words;

    public async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is not MailServerException && !(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            throw Translate(e);
        }
    }

    /// <summary>Whether the server refused to deliver mail for a reason that may lie in one mail alone: some say that they met a fault of
    /// their own when they cannot read one (RFC 5530, SERVERBUG).</summary>
    public bool IsAboutMail(ImapCommandException e) => Translate(e).Trouble == MailServerTrouble.Command || words.SaysServerBug;

    public MailServerException Translate(Exception e) => Stream?.Reason ?? e switch
    {
        MailServerException known => known,
        AuthenticationException when words.Trouble() is { } trouble => new(trouble, $"{connection.Host} does not let anyone in just now.", e),
        AuthenticationException or SaslException => Refused(e),
        SslHandshakeException => new(
            MailServerTrouble.Transient, $"No safe connection to {connection.Host} on port {connection.Port}: its certificate is not trusted, or it does not speak TLS there.", e),
        FolderNotFoundException => new(MailServerTrouble.Command, "The folder is gone from the mail server.", e),
        ImapCommandException when words.Trouble() is { } trouble => new(trouble, $"{connection.Host} asks to slow down.", e),
        ImapCommandException => new(MailServerTrouble.Command, $"{connection.Host} refused a command.", e),
        ImapProtocolException or IOException or SocketException or ServiceNotConnectedException or ServiceNotAuthenticatedException
            or FolderNotOpenException or OperationCanceledException or ObjectDisposedException => Broken(e),

        // What a hostile answer trips over in the library is a broken answer.
        ArgumentException or FormatException or InvalidOperationException or NotSupportedException or OverflowException or NullReferenceException
            or IndexOutOfRangeException => Broken(e),
        _ => new MailServerException(MailServerTrouble.Transient, $"The connection to {connection.Host} failed ({e.GetType().Name}).", e),
    };

    private MailServerException Refused(Exception e) => new(
        MailServerTrouble.Refused,
        connection.Auth == ImapAuth.Password
            ? $"{connection.Host} refused the password of {connection.User}; check it, and use an app password where the provider asks for one."
            : $"{connection.Host} refused the sign-in of {connection.User}; sign in with the provider again.",
        e);

    private MailServerException Broken(Exception e) => words.Trouble() is { } trouble
        ? new MailServerException(trouble, $"{connection.Host} asks to slow down.", e)
        : new MailServerException(MailServerTrouble.Transient, $"The connection to {connection.Host} broke.", e);
}
