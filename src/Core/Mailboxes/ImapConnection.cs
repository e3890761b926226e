namespace InboxMind.Core.Mailboxes;

/// <summary>How to reach an IMAP server (RFC 9051), without the secret.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="User">The name to sign in with.</param>
/// <param name="Security">How the connection is kept from others.</param>
/// <param name="Auth">What the secret is.</param>
/// <param name="AllowPrivateNetwork">Whether the host may lie in a private network or on this machine: true only when the
/// operator of the machine chose it, never for what a user of the web typed.</param>
public sealed record ImapConnection(
    string Host, int Port, string User, ImapSecurity Security, ImapAuth Auth, bool AllowPrivateNetwork)
{
    /// <summary>Extensions of the server that are done without, since their answers could not be read: names separated by spaces.</summary>
    public string Without { get; init; } = "";

    /// <summary>Whether both sign in to one account with a password.</summary>
    public bool IsSameAccount(ImapConnection other) => Auth == ImapAuth.Password && other.Auth == ImapAuth.Password && User == other.User
        && Port == other.Port && Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Names the account in messages for a person.</summary>
    public override string ToString() => $"{User} at {Host}";
}

/// <summary>How a connection is kept from others.</summary>
public enum ImapSecurity
{
    /// <summary>TLS from the first byte, port 993 by custom (RFC 8314).</summary>
    Tls,

    /// <summary>TLS from the STARTTLS command on, port 143 by custom (RFC 9051, 6.2.1). Without it nothing is sent.</summary>
    StartTls,

    /// <summary>No protection. To the machine itself only, or when a person insists.</summary>
    None,
}

/// <summary>What a mailbox signs in with.</summary>
public enum ImapAuth
{
    /// <summary>A password, often one made for this app alone.</summary>
    Password,

    /// <summary>An OAuth 2.0 access token: OAUTHBEARER (RFC 7628) or XOAUTH2.</summary>
    OAuthToken,
}
