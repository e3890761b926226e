using System.Text;
using InboxMind.Core.Sync;
using MailKit;

namespace InboxMind.Providers.Imap;

/// <summary>Remembers the end of what the server sent last, to see the response codes (RFC 5530) that say why it refused. Writes
/// nothing anywhere.</summary>
internal sealed class LastWords : IProtocolLogger
{
    private static readonly string[] Throttled =
        ["[THROTTLED]", "[OVERQUOTA]", "[LIMIT]", "[UNAVAILABLE]", "[INUSE]", "[SERVERBUG]", "Too many simultaneous connections", "bandwidth limits"];

    private readonly byte[] _tail = new byte[512];
    private int _length;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri)
    {
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        _length = Math.Min(count, _tail.Length);
        buffer.AsSpan(offset + count - _length, _length).CopyTo(_tail);
    }

    /// <summary>What a refusal means, or null when its code does not say.</summary>
    public MailServerTrouble? Trouble()
    {
        var words = Encoding.Latin1.GetString(_tail, 0, _length);
        return Throttled.Any(code => words.Contains(code, StringComparison.OrdinalIgnoreCase)) ? MailServerTrouble.Throttled : null;
    }

    public void Dispose()
    {
    }
}
