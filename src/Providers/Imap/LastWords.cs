using System.Text;
using InboxMind.Core.Sync;
using MailKit;

namespace InboxMind.Providers.Imap;

/// <summary>Remembers the last refusal or farewell of the server (NO, BAD, BYE: RFC 9051, 7.1) with its response code (RFC 5530),
/// to see why it refused. What stands in mails is passed over: literals are skipped. Writes nothing anywhere.</summary>
internal sealed class LastWords : IProtocolLogger
{
    private static readonly string[] Throttled =
        ["[THROTTLED]", "[OVERQUOTA]", "[LIMIT]", "[UNAVAILABLE]", "[INUSE]", ServerBug, "too many", "bandwidth limits", "temporar"];

    private const string ServerBug = "[SERVERBUG]";

    /// <summary>The beginning of the line that is being received.</summary>
    private readonly byte[] _line = new byte[512];

    /// <summary>Its end so far, which may announce a literal.</summary>
    private readonly byte[] _end = new byte[24];

    private int _length;
    private int _endLength;
    private long _literal;
    private bool _isContinued;
    private string _refusal = "";
    private string _farewell = "";

    /// <summary>Literals may not be longer. A longer one breaks the connection before any of it is read.</summary>
    public long MaxLiteral { get; set; } = long.MaxValue;

    /// <summary>Whether the last refusal speaks of a fault of the server.</summary>
    public bool SaysServerBug => _refusal.Contains(ServerBug, StringComparison.OrdinalIgnoreCase);

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri)
    {
    }

    /// <summary>A new command: what was refused before does not belong to it.</summary>
    public void LogClient(byte[] buffer, int offset, int count) => _refusal = "";

    public void LogServer(byte[] buffer, int offset, int count)
    {
        var rest = buffer.AsSpan(offset, count);
        while (rest.Length > 0)
        {
            if (_literal > 0)
            {
                var skipped = (int)Math.Min(_literal, rest.Length);
                _literal -= skipped;
                rest = rest[skipped..];
                continue;
            }

            var newLine = rest.IndexOf((byte)'\n');
            Append(newLine < 0 ? rest : rest[..newLine]);
            if (newLine < 0)
                return;
            rest = rest[(newLine + 1)..];
            EndLine();
        }
    }

    /// <summary>What a refusal means, or null when its code does not say.</summary>
    public MailServerTrouble? Trouble() => Throttled.Any(code =>
        _refusal.Contains(code, StringComparison.OrdinalIgnoreCase) || _farewell.Contains(code, StringComparison.OrdinalIgnoreCase))
        ? MailServerTrouble.Throttled
        : null;

    public void Dispose()
    {
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        var begin = part[..Math.Min(part.Length, _line.Length - _length)];
        begin.CopyTo(_line.AsSpan(_length));
        _length += begin.Length;
        if (part.Length < _end.Length)
        {
            var kept = Math.Min(_endLength, _end.Length - part.Length);
            _end.AsSpan(_endLength - kept, kept).CopyTo(_end);
            part.CopyTo(_end.AsSpan(kept));
            _endLength = kept + part.Length;
            return;
        }

        part[^_end.Length..].CopyTo(_end);
        _endLength = _end.Length;
    }

    private void EndLine()
    {
        if (!_isContinued)
            Note(Encoding.Latin1.GetString(_line, 0, _length));
        _literal = Announced(_end.AsSpan(0, _endLength).TrimEnd((byte)'\r'));
        _isContinued = _literal > 0;
        (_length, _endLength) = (0, 0);
        if (_literal > MaxLiteral)
            throw new IOException("The mail server sends a text that is too long.");
    }

    private void Note(string line)
    {
        var words = line.Split(' ', 3);
        if (words.Length < 2)
            return;
        if (words[1].Equals("NO", StringComparison.OrdinalIgnoreCase) || words[1].Equals("BAD", StringComparison.OrdinalIgnoreCase))
            _refusal = line;
        else if (words[0] == "*" && words[1].Trim().Equals("BYE", StringComparison.OrdinalIgnoreCase))
            _farewell = line;
    }

    /// <summary>The length in <c>{123}</c> at the end of a line, or 0.</summary>
    private static long Announced(ReadOnlySpan<byte> end)
    {
        if (end is not [.., (byte)'}'])
            return 0;
        var open = end.LastIndexOf((byte)'{');
        return open >= 0 && long.TryParse(Encoding.ASCII.GetString(end[(open + 1)..^1].TrimEnd((byte)'+')), out var length) && length > 0 ? length : 0;
    }
}
