using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Testing;

/// <summary>A small IMAP server that does what a test says, for what a real one will not do.</summary>
public sealed partial class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private int _connections;

    public ScriptedServer()
    {
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Capabilities { get; set; } = "IMAP4rev1";

    public uint UidValidity { get; set; } = 7;

    /// <summary>The inbox, by UID.</summary>
    public SortedDictionary<uint, byte[]> Inbox { get; } = [];

    /// <summary>Folders beside the inbox, as LIST lines without tag; empty ones.</summary>
    public List<string> OtherFolders { get; } = [];

    /// <summary>Folders that hold mail beside the inbox, by name; with the inbox's UIDVALIDITY.</summary>
    public SortedDictionary<string, SortedDictionary<uint, byte[]>> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>What UIDNEXT is told of a folder, when it is not one more than its last UID.</summary>
    public Dictionary<string, uint> UidNext { get; } = [];

    /// <summary>The flags of a message.</summary>
    public Func<uint, string> Flags { get; set; } = static _ => "\\Seen";

    /// <summary>More data items for a message's FETCH, such as <c>X-GM-MSGID 1</c>.</summary>
    public Func<uint, string> Extra { get; set; } = static _ => "";

    /// <summary>Looks at each command first. Null lets the server answer as usual; a text is sent in place of the answer, <c>{tag}</c>
    /// standing for the command's tag, and after <c>{close}</c> the connection is closed.</summary>
    public Func<int, string, string?> Script { get; set; } = static (_, _) => null;

    /// <summary>All commands, without their tags.</summary>
    public List<string> Commands { get; } = [];

    public int Connections => _connections;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var number = Interlocked.Increment(ref _connections);
                _ = Task.Run(() => ServeAsync(client, number));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using var owned = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            if (await SendAsync(stream, "", Script(number, "GREETING") ?? $"* OK [CAPABILITY {Capabilities}] ready\r\n"))
                return;
            var open = Inbox;
            var idle = "";
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line == "DONE")
                {
                    await SendAsync(stream, idle, "{tag} OK done\r\n");
                    continue;
                }

                var (tag, command) = (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]);
                if (command == "IDLE")
                    idle = tag;
                lock (Commands)
                    Commands.Add(command);
                if (command.StartsWith("EXAMINE", StringComparison.Ordinal))
                    open = Folder(command);
                if (await SendAsync(stream, tag, Script(number, command) ?? Answer(command, open)))
                    return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The client hung up.
        }
    }

    /// <returns>Whether the connection is to be closed.</returns>
    private static async Task<bool> SendAsync(Stream stream, string tag, string text)
    {
        var close = text.IndexOf("{close}", StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.Latin1.GetBytes((close < 0 ? text : text[..close]).Replace("{tag}", tag)));
        return close >= 0;
    }

    private SortedDictionary<uint, byte[]> Folder(string command)
    {
        var name = Name(command);
        return Folders.TryGetValue(name, out var folder)
            ? folder
            : name == "INBOX" || name.EndsWith("All Mail", StringComparison.Ordinal) ? Inbox : [];
    }

    private static string Name(string command) => FolderName().Match(command).Groups[1].Value.Trim('"');

    private uint NextOf(string name, SortedDictionary<uint, byte[]> folder) =>
        UidNext.TryGetValue(name, out var next) ? next : folder.Keys.LastOrDefault() + 1;

    private string Answer(string command, SortedDictionary<uint, byte[]> open)
    {
        const string Ok = "{tag} OK done\r\n";
        var text = command.ToUpperInvariant();
        if (text.StartsWith("CAPABILITY", StringComparison.Ordinal))
            return $"* CAPABILITY {Capabilities}\r\n{Ok}";
        if (text.StartsWith("NAMESPACE", StringComparison.Ordinal))
            return $"* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n{Ok}";
        if (text.StartsWith("LIST \"\" \"\"", StringComparison.Ordinal))
            return $"* LIST (\\Noselect) \"/\" \"\"\r\n{Ok}";
        if (text.StartsWith("LIST", StringComparison.Ordinal))
            return $"* LIST (\\HasNoChildren) \"/\" INBOX\r\n{string.Concat(OtherFolders.Select(static f => $"* {f}\r\n"))}"
                + $"{string.Concat(Folders.Keys.Select(static f => $"* LIST () \"/\" \"{f}\"\r\n"))}{Ok}";
        if (text.StartsWith("STATUS", StringComparison.Ordinal))
        {
            var folder = Folder(command);
            return $"* STATUS \"{Name(command)}\" (MESSAGES {folder.Count} UIDNEXT {NextOf(Name(command), folder)} UIDVALIDITY "
                + $"{UidValidity})\r\n{Ok}";
        }

        if (text.StartsWith("EXAMINE", StringComparison.Ordinal) || text.StartsWith("SELECT", StringComparison.Ordinal))
        {
            return $"* FLAGS (\\Seen \\Deleted)\r\n* {open.Count} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {UidValidity}] ok\r\n"
                + $"* OK [UIDNEXT {NextOf(Name(command), open)}] ok\r\n{{tag}} OK [READ-ONLY] done\r\n";
        }

        if (text.StartsWith("UID SEARCH", StringComparison.Ordinal))
            return $"* SEARCH {string.Join(' ', Uids(command, open))}\r\n{Ok}";
        if (text.StartsWith("UID FETCH", StringComparison.Ordinal))
            return string.Concat(Uids(command, open).Select(uid => Fetch(uid, text, open))) + Ok;
        return Ok;
    }

    public string Fetch(uint uid, string command) => Fetch(uid, command, Inbox);

    private string Fetch(uint uid, string command, SortedDictionary<uint, byte[]> folder)
    {
        var number = folder.Keys.TakeWhile(u => u <= uid).Count();
        var mail = Encoding.Latin1.GetString(folder[uid]);
        var items = new StringBuilder($"UID {uid}");
        if (command.Contains("FLAGS", StringComparison.OrdinalIgnoreCase))
            items.Append($" FLAGS ({Flags(uid)})");
        if (command.Contains("RFC822.SIZE"))
            items.Append($" RFC822.SIZE {mail.Length} INTERNALDATE \"01-Mar-2024 09:00:00 +0000\"");
        if (Extra(uid) is { Length: > 0 } extra && command.Contains("FLAGS"))
            items.Append(' ').Append(extra);
        var header = mail[..(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)];
        if (command.Contains("BODY.PEEK[HEADER]"))
            items.Append($" BODY[HEADER] {{{header.Length}}}\r\n{header}");
        if (command.Contains("BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]", StringComparison.OrdinalIgnoreCase))
        {
            var field =
                string.Concat(header.Split("\r\n").Where(static l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))
                    .Select(static l => l + "\r\n")) + "\r\n";
            items.Append($" BODY[HEADER.FIELDS (MESSAGE-ID)] {{{field.Length}}}\r\n{field}");
        }

        if (command.Contains("BODY.PEEK[]"))
            items.Append($" BODY[] {{{mail.Length}}}\r\n{mail}");
        return $"* {number} FETCH ({items})\r\n";
    }

    private static IEnumerable<uint> Uids(string command, SortedDictionary<uint, byte[]> folder)
    {
        var set = UidSet().Match(command).Groups[1].Value.Split(',').Select(static part => part.Split(':'))
            .Select(static ends => (First: Number(ends[0]), Last: Number(ends[^1]))).ToList();
        return folder.Keys.Where(uid => set.Any(r => uid >= Math.Min(r.First, r.Last) && uid <= Math.Max(r.First, r.Last)));
    }

    private static uint Number(string text) => text == "*" ? uint.MaxValue : uint.Parse(text);

    [GeneratedRegex("^(?:STATUS|EXAMINE|SELECT) (\"(?:[^\"\\\\]|\\\\.)*\"|[^ ]+)")]
    private static partial Regex FolderName();

    [GeneratedRegex("^UID (?:FETCH|SEARCH(?: RETURN \\([A-Z ]*\\))?(?: UID)?) ([0-9:,*]+)")]
    private static partial Regex UidSet();
}
