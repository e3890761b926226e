namespace InboxMind.Core.Sync;

/// <summary>Opens mailboxes on servers.</summary>
public interface IMailServerConnector
{
    /// <summary>Connects and signs in.</summary>
    /// <exception cref="MailServerException">It cannot; the error says what to do.</exception>
    Task<IMailServer> ConnectAsync(ImapConnection connection, MailCredential credential, CancellationToken cancellation);
}

/// <summary>What a mailbox is signed in with.</summary>
/// <param name="Auth">What the secret is.</param>
/// <param name="Secret">Password or access token; never in a log, an error or a text for a person.</param>
public sealed record MailCredential(ImapAuth Auth, string Secret)
{
    public override string ToString() => Auth.ToString();
}
