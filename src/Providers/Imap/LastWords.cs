using System.Text;
using InboxMind.Core.Sync;
using MailKit;

namespace InboxMind.Providers.Imap;

/// <summary>Remembers the last refusal or farewell of the server (NO, BAD, BYE: RFC 9051, 7.1) with its response code (RFC 5530),
/// to see why it refused, and which extensions the last command and its answer speak of. What stands in mails is passed over: literals are
/// skipped. Keeps no command and writes nothing anywhere.</summary>
internal sealed class LastWords : IProtocolLogger
{
    private static readonly string[] Throttled =
        ["[THROTTLED]", "[OVERQUOTA]", "[LIMIT]", "[UNAVAILABLE]", "[INUSE]", ServerBug, "too many", "bandwidth limits", "temporar"];

    /// <summary>What servers without response codes write when it is not the password that is at fault.</summary>
    private static readonly string[] Passing =
    [
        "try again", "later", "unavailable", "overload", "internal error", "server error", "system error", "timeout", "timed out",
        "rate limit",
        "limit exceeded", "maintenance", "busy", "in use",
    ];

    private const string ServerBug = "[SERVERBUG]";

    /// <summary>The beginning of the line that is being received.</summary>
    private readonly byte[] _line = new byte[512];

    private readonly LiteralLength _announced = new();
    private readonly HashSet<string> _asked = [];
    private readonly HashSet<string> _told = [];
    private int _length;
    private long _literal;
    private bool _isContinued;
    private string _refusal = "";
    private string _farewell = "";

    /// <summary>Literals may not be longer. A longer one breaks the connection before any of it is read.</summary>
    public long MaxLiteral { get; set; } = long.MaxValue;

    /// <summary>Whether the last refusal speaks of a fault of the server.</summary>
    public bool SaysServerBug => Has(ServerBug);

    /// <summary>Whether the last command was refused as wrong, not as unwanted.</summary>
    public bool SaysBad => WordOf(_refusal) == "BAD";

    /// <summary>Whether the server refused anything since the last command.</summary>
    public bool SaysNo => _refusal.Length > 0;

    /// <summary>Whether the server said farewell.</summary>
    public bool SaysBye => _farewell.Length > 0;

    /// <summary>Whether the refusal says that it will pass, in a code or in words.</summary>
    public bool SaysLater => Passing.Any(Has);

    /// <summary>The response code of the refusal, such as <c>AUTHENTICATIONFAILED</c>; empty when it has none.</summary>
    public string Code => ServerText.CodeOf(_refusal);

    /// <summary>The server's own reason, made fit for people; empty when it gave none.</summary>
    public string Reason => ServerText.From(_refusal.Length > 0 ? _refusal : _farewell);

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri)
    {
    }

    /// <summary>A new command: what was refused before does not belong to it.</summary>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        _refusal = "";
        _asked.Clear();
        _told.Clear();
        var text = Encoding.Latin1.GetString(buffer, offset, Math.Min(count, _line.Length));
        if (!text.Contains(" LOGIN ", StringComparison.Ordinal) && !text.Contains(" AUTHENTICATE ", StringComparison.Ordinal))
            _asked.UnionWith(ImapExtension.All.Where(e => e.InCommands.Any(m => text.Contains(m, StringComparison.Ordinal)))
                .Select(static e => e.Name));
    }

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
    public MailServerTrouble? Trouble() => Throttled.Any(code => Has(code) || _farewell.Contains(code, StringComparison.OrdinalIgnoreCase))
        ? MailServerTrouble.Throttled
        : null;

    /// <summary>The extension that is most likely at fault for an answer that could not be read; null when none was used.</summary>
    /// <param name="without">Those not used any more.</param>
    public string? Suspect(IReadOnlyCollection<string> without)
    {
        var suspects = ImapExtension.All.Select(static e => e.Name).Where(n => !without.Contains(n)).ToList();
        return suspects.Find(n => _asked.Contains(n) && _told.Contains(n)) ?? suspects.Find(_asked.Contains)
            ?? suspects.Find(_told.Contains);
    }

    public void Dispose()
    {
    }

    private bool Has(string text) => _refusal.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string WordOf(string line) => line.Split(' ', 3) is [_, var word, ..] ? word.ToUpperInvariant() : "";

    private void Append(ReadOnlySpan<byte> part)
    {
        var begin = part[..Math.Min(part.Length, _line.Length - _length)];
        begin.CopyTo(_line.AsSpan(_length));
        _length += begin.Length;
        _announced.Append(part);
    }

    private void EndLine()
    {
        Note(Encoding.Latin1.GetString(_line, 0, _length));
        _literal = _announced.Take();
        _isContinued = _literal > 0;
        _length = 0;
        if (_literal > MaxLiteral)
            throw new IOException("The mail server sends a text that is too long.");
    }

    private void Note(string line)
    {
        if (_told.Count < ImapExtension.All.Count)
            _told.UnionWith(ImapExtension.All.Where(e => e.InAnswers.Any(m => line.Contains(m, StringComparison.Ordinal)))
                .Select(static e => e.Name));
        if (_isContinued)
            return;
        var word = WordOf(line);
        if (word is "NO" or "BAD")
            _refusal = line;
        else if (word.TrimEnd('\r') == "BYE" && line.StartsWith("* ", StringComparison.Ordinal))
            _farewell = line;
    }
}
