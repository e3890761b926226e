namespace InboxMind.Providers.Imap;

/// <summary>An optional extension that is used where a server has it, and done without where its answers cannot be read.</summary>
/// <param name="Name">Its name, as it is remembered and shown.</param>
/// <param name="Capabilities">What the server announces it by, and what rests on it.</param>
/// <param name="InCommands">What a command that uses it holds.</param>
/// <param name="InAnswers">What an answer of it holds.</param>
internal sealed record ImapExtension(string Name, string[] Capabilities, string[] InCommands, string[] InAnswers)
{
    /// <summary>IMAP4rev2 stands for this and others (RFC 9051, appendix E): a server that cannot do one is spoken to as of
    /// IMAP4rev1.</summary>
    private const string Revision2 = "IMAP4rev2";

    /// <summary>All, in the order in which they are suspected: what is missed least comes first.</summary>
    public static readonly IReadOnlyList<ImapExtension> All =
    [
        new("OBJECTID", ["OBJECTID"], ["EMAILID", "THREADID"], ["EMAILID", "THREADID", "MAILBOXID"]),
        new("X-GM-EXT-1", ["X-GM-EXT-1"], ["X-GM-"], ["X-GM-"]),
        new("ID", ["ID"], [" ID "], ["* ID"]),
        new("NOTIFY", ["NOTIFY"], [" NOTIFY "], []),
        new("COMPRESS", ["COMPRESS=DEFLATE"], [" COMPRESS "], []),
        new("ESEARCH", ["ESEARCH", Revision2], ["SEARCH RETURN"], ["* ESEARCH"]),
        new("LIST-STATUS", ["LIST-STATUS", Revision2], ["STATUS ("], []),
        new("SPECIAL-USE", ["SPECIAL-USE", "CREATE-SPECIAL-USE", Revision2], ["(SPECIAL-USE"], []),
        new("XLIST", ["XLIST"], [" XLIST "], ["* XLIST"]),
        new("LIST-EXTENDED", ["LIST-EXTENDED", "LIST-STATUS", Revision2], ["RETURN (SUBSCRIBED", "RETURN (CHILDREN"], []),
        new("NAMESPACE", ["NAMESPACE", Revision2], [" NAMESPACE"], ["* NAMESPACE"]),
        new("QRESYNC", ["QRESYNC"], ["ENABLE QRESYNC", " VANISHED"], ["VANISHED"]),
        new("CONDSTORE", ["CONDSTORE", "QRESYNC"], ["CONDSTORE", "MODSEQ", "CHANGEDSINCE"], ["MODSEQ"]),
        new("LITERAL+", ["LITERAL+", "LITERAL-"], ["+}\r\n"], []),
        new("IDLE", ["IDLE", Revision2], [" IDLE"], []),
    ];

    /// <summary>The words to leave out of what a server announces.</summary>
    /// <param name="names">Names of extensions, separated by spaces.</param>
    public static HashSet<string> Announced(string names)
    {
        var without = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return All.Where(e => without.Contains(e.Name)).SelectMany(static e => e.Capabilities).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public static bool IsAmong(string names, string name) => names.Split(' ').Contains(name);

    /// <summary>Adds a name to names separated by spaces.</summary>
    public static string Add(string names, string name) => names.Length == 0 ? name : $"{names} {name}";
}
