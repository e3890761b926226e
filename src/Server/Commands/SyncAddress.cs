using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace InboxMind.Server.Commands;

/// <summary>A mailbox as the command line names it: <c>imaps://user@host[:port]</c>.</summary>
internal static class SyncAddress
{
    private const int TlsPort = 993;
    private const int PlainPort = 143;

    /// <param name="text">What was typed.</param>
    /// <param name="insecure">Whether a connection without TLS may leave the machine.</param>
    /// <param name="startTls">Whether <c>imap://</c> is encrypted by STARTTLS.</param>
    /// <param name="connection">How to reach the mailbox.</param>
    /// <param name="problem">One sentence for the user; it never repeats a password.</param>
    public static bool TryParse(
        string text, bool insecure, bool startTls, [NotNullWhen(true)] out ImapConnection? connection,
        [NotNullWhen(false)] out string? problem)
    {
        connection = null;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var security = scheme < 0 ? null : text[..scheme].ToLowerInvariant() switch
        {
            "imaps" => ImapSecurity.Tls,
            "imap" => startTls ? ImapSecurity.StartTls : ImapSecurity.None,
            _ => (ImapSecurity?)null,
        };
        if (security is null)
        {
            problem = "A mailbox is named imaps://user@host or imaps://user@host:port.";
            return false;
        }

        // The user's name may hold an @ of its own: the last one ends it.
        var rest = text[(scheme + 3)..].TrimEnd('/');
        var at = rest.LastIndexOf('@');
        var user = at < 0 ? "" : rest[..at];
        if (user.Contains(':', StringComparison.Ordinal))
        {
            problem =
                "A password does not belong on the command line, where other programs can read it: leave it out, and give it by "
                    + "--password-env, by stdin or when asked.";
            return false;
        }

        if (!TrySplit(rest[(at + 1)..], security == ImapSecurity.Tls ? TlsPort : PlainPort, out var host, out var port) || user.Length == 0)
        {
            problem = "A mailbox is named imaps://user@host or imaps://user@host:port.";
            return false;
        }

        if (startTls && security == ImapSecurity.Tls)
        {
            problem = "imaps:// is encrypted from the first byte: --starttls goes with imap://.";
            return false;
        }

        if (security == ImapSecurity.None && !insecure && !IsLoopback(host))
        {
            problem =
                "imap:// sends the password and all mail unencrypted: use imaps://, add --starttls where the server has nothing else, or "
                    + "--insecure when the network is safe.";
            return false;
        }

        // Whoever runs the command may reach from this machine whatever they like.
        connection =
            new ImapConnection(host, port, Uri.UnescapeDataString(user), security.Value, ImapAuth.Password, AllowPrivateNetwork: true);
        problem = null;
        return true;
    }

    private static bool TrySplit(string text, int standard, out string host, out int port)
    {
        port = standard;
        host = text;
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0)
                return false;
            host = text[1..end];
            text = text[(end + 1)..];
            if (text.Length > 0 && text[0] != ':')
                return false;
        }

        var colon = text.LastIndexOf(':');
        if (colon >= 0)
        {
            if (host == text)
                host = text[..colon];
            if (!int.TryParse(text[(colon + 1)..], System.Globalization.NumberStyles.None, null, out port) || port is < 1 or > 65535)
                return false;
        }

        return host.Length is > 0 and <= 255 && Uri.CheckHostName(host) != UriHostNameType.Unknown;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
