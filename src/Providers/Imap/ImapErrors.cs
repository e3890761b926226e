using System.Net.Sockets;
using InboxMind.Core.Sync;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace InboxMind.Providers.Imap;

/// <summary>Says what a failure of the IMAP library means. What the server gives as its reason is shown with it, as its words.</summary>
/// <param name="connection">The server, and what of it is not used any more.</param>
/// <param name="credential">Never shown, whatever the server repeats.</param>
/// <param name="words">What the server said last.</param>
internal sealed class ImapErrors(ImapConnection connection, MailCredential credential, LastWords words)
{
    private readonly string[] _without = connection.Without.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Set once the stream to the server exists.</summary>
    public WatchedStream? Stream { get; set; }

    /// <summary>Set once IMAP is spoken on it.</summary>
    public MendedStream? Answers { get; set; }

    public LastWords Words => words;

    public static string WithReason(string sentence, string reason) =>
        reason.Length == 0 ? sentence : $"{sentence} The server says: \"{reason}\"";

    public async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is not MailServerException
            && !(e is OperationCanceledException && cancellation.IsCancellationRequested))
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
        AuthenticationException or SaslException => SignInFailed(e),
        FolderNotFoundException => new(MailServerTrouble.Command, "The folder is gone from the mail server.", e),
        ImapCommandException when words.Trouble() is { } trouble => Say(trouble, $"{connection.Host} asks to slow down.", e),
        ImapCommandException when words.SaysBad && Blamed(e) is { } other => other,
        ImapCommandException => Say(MailServerTrouble.Command, $"{connection.Host} refused a command.", e),
        IOException or SocketException or ServiceNotConnectedException or ServiceNotAuthenticatedException
            or FolderNotOpenException or OperationCanceledException or ObjectDisposedException => Broken(e),

        // What a strange or hostile answer trips over in the library is an answer that cannot be read.
        ImapProtocolException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException
            or OverflowException
            or NullReferenceException or IndexOutOfRangeException => (Answers is { HasEnded: false } ? Blamed(e) : null) ?? Broken(e),
        _ => new MailServerException(MailServerTrouble.Transient, $"The connection to {connection.Host} failed ({e.GetType().Name}).", e),
    };

    /// <summary>The password is at fault only where the server says so.</summary>
    private MailServerException SignInFailed(Exception e)
    {
        if (words.Trouble() is { } trouble)
            return Say(trouble, $"{connection.Host} does not let anyone in just now.", e);
        if (words.SaysBye && !words.SaysNo)
            return Say(MailServerTrouble.Transient, $"{connection.Host} hung up while signing in.", e);
        if (!words.SaysNo)
        {
            return connection.Security == ImapSecurity.None
                ? new MailServerException(MailServerTrouble.Settings,
                    $"{connection.Host} takes no password on a connection that is not encrypted; use imaps://, or STARTTLS.", e)
                : new MailServerException(
                    MailServerTrouble.Settings, $"{connection.Host} offers no way to sign in that InboxMind knows.", e);
        }

        if (words.SaysBad)
            return Say(MailServerTrouble.Transient, $"{connection.Host} did not understand the sign-in of {connection.User}.", e);
        return words.Code switch
        {
            "PRIVACYREQUIRED" =>
                Say(MailServerTrouble.Settings,
                    $"{connection.Host} lets no one in on a connection that is not encrypted; use imaps://, or STARTTLS.", e),
            "EXPIRED" =>
                Say(MailServerTrouble.Refused, $"The password of {connection.User} at {connection.Host} expired; set a new one there.", e),
            "CONTACTADMIN" =>
                Say(MailServerTrouble.Refused, $"{connection.Host} does not let {connection.User} in; ask whoever runs it.", e),
            "AUTHORIZATIONFAILED" =>
                Say(MailServerTrouble.Refused,
                    $"{connection.Host} knows the password, but {connection.User} may not open this mailbox.", e),
            "AUTHENTICATIONFAILED" => Refused(e),
            _ when words.SaysLater => Say(MailServerTrouble.Transient, $"{connection.Host} does not let anyone in just now.", e),
            "" or "ALERT" => Refused(e),
            _ => Say(MailServerTrouble.Refused, $"{connection.Host} does not let {connection.User} in.", e),
        };
    }

    private MailServerException Refused(Exception e) => Say(
        MailServerTrouble.Refused,
        connection.Auth == ImapAuth.Password
            ? $"{connection.Host} refused the password of {connection.User}; check it, and use an app password where the provider asks for "
                + $"one."
            : $"{connection.Host} refused the sign-in of {connection.User}; sign in with the provider again.",
        e);

    /// <summary>An answer that cannot be read where an extension was used: the next connection does without it.</summary>
    private MailServerException? Blamed(Exception e) => !words.SaysBye && words.Trouble() is null && words.Suspect(_without) is { } name
        ? new MailServerException(
            MailServerTrouble.Transient,
            $"{connection.Host} answers in a way that cannot be read where {name} is used; it is tried without.", e)
        {
            Unusable = name,
        }
        : null;

    private MailServerException Broken(Exception e) => words.Trouble() is { } trouble
        ? Say(trouble, $"{connection.Host} asks to slow down.", e)
        : Say(MailServerTrouble.Transient, $"The connection to {connection.Host} broke.", e, words.SaysBye);

    /// <summary>A server may repeat what it was sent: then its words are not shown, nor is the library's error that holds them.</summary>
    private MailServerException Say(MailServerTrouble trouble, string sentence, Exception e, bool withReason = true) => RepeatsTheSecret(e)
        ? new MailServerException(trouble, sentence)
        : new MailServerException(trouble, withReason ? WithReason(sentence, words.Reason) : sentence, e);

    private bool RepeatsTheSecret(Exception e) => credential.Secret.Length > 0
        && (words.Reason.Contains(credential.Secret, StringComparison.OrdinalIgnoreCase)
            || e.Message.Contains(credential.Secret, StringComparison.OrdinalIgnoreCase));
}
