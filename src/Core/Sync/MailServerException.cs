namespace InboxMind.Core.Sync;

/// <summary>A mail server that did not do what was asked. The message is one sentence for the user and holds nothing of a secret
/// or a mail.</summary>
/// <param name="trouble">What to do about it.</param>
/// <param name="message">The sentence.</param>
/// <param name="inner">The cause.</param>
public sealed class MailServerException(MailServerTrouble trouble, string message, Exception? inner = null) : Exception(message, inner)
{
    public MailServerTrouble Trouble { get; } = trouble;

    /// <summary>An extension of the server whose answers cannot be read: it is worth another connection that does without, see
    /// <see cref="Mailboxes.ImapConnection.Without"/>. Null when it was something else.</summary>
    public string? Unusable { get; init; }
}

/// <summary>What a failure means for the sync.</summary>
public enum MailServerTrouble
{
    /// <summary>It may pass: dropped, timed out, unavailable, not reachable. Try again soon.</summary>
    Transient,

    /// <summary>The server asks to slow down: throttled, over quota, too many connections. Try again later.</summary>
    Throttled,

    /// <summary>The sign-in was refused. Only a person can help.</summary>
    Refused,

    /// <summary>The settings cannot be used: a forbidden host, no TLS. Only a person can help.</summary>
    Settings,

    /// <summary>The server refused this one command, such as a message it cannot deliver or a folder that is gone; the connection
    /// still works.</summary>
    Command,
}
