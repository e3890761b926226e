using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace InboxMind.Providers.Imap;

/// <summary>Puts right single lines between the IMAP library and a server: what the library could not read in answers, and what servers
/// could misread in commands. What is within literals never comes here.</summary>
/// <param name="without">Words to leave out of what the server announces; see <see cref="ImapExtension.Announced"/>.</param>
internal sealed partial class AnswerMender(IReadOnlySet<string> without)
{
    /// <summary>Names that are remembered.</summary>
    private const int MaxBareNames = 10_000;

    /// <summary>Names of folders as the server wrote them, with bytes that are neither ASCII nor UTF-8, by the names that the library is
    /// given in their place; a character for each byte.</summary>
    private readonly Dictionary<string, string> _bareNames = new(StringComparer.Ordinal);

    /// <summary>The line as the library should read it.</summary>
    public byte[]? Answer(ReadOnlySpan<byte> line)
    {
        if (without.Count > 0 && line.IndexOf("CAPABILITY"u8) >= 0)
            return Changed(line, text => Announcement().Replace(text, m => without.Contains(m.Value.Trim()) ? "" : m.Value));
        if (line.StartsWith("* "u8) && line.IndexOf("NIL"u8) >= 0 && line.IndexOf("FETCH ("u8) is > 0 and < 16)
            return Changed(line, static text => NoThread().Replace(NoItem().Replace(text, ""), "THREADID NIL"));
        return Named(line) is { } named ? WithNumbers(named) ?? named : WithNumbers(line);
    }

    /// <summary>A line that names a folder in bytes that are neither ASCII nor UTF-8; null when it does not.</summary>
    private byte[]? Named(ReadOnlySpan<byte> line) => line.IndexOfAnyExceptInRange((byte)0, (byte)127) >= 0 && !Utf8.IsValid(line)
        && (line.StartsWith("* LIST "u8) || line.StartsWith("* LSUB "u8) || line.StartsWith("* STATUS "u8))
        ? Changed(line, text => ListedName().Replace(text, WithoutBareBytes))
        : null;

    /// <summary>Without numbers that are none.</summary>
    private static byte[]? WithNumbers(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("* STATUS "u8) && line.IndexOf(" NIL"u8) >= 0)
            return Changed(line, static text => NoNumber().Replace(text, ""));
        return line.IndexOf((byte)'[') is > 0 and < 24 ? Changed(line, static text => NoNumberCode().Replace(text, "")) : null;
    }

    /// <summary>In modified UTF-7, which every library can read and show.</summary>
    private string WithoutBareBytes(Match listed)
    {
        var name = Unquoted(listed.Groups["name"].Value);
        var encoded = ModifiedUtf7.Encode(name);
        if (_bareNames.Count < MaxBareNames)
            _bareNames[encoded] = name;
        return Quoted(encoded);
    }

    /// <summary>The command with the folder's name as the server wrote it, and in quotes where it has anything but letters, digits and the
    /// usual marks: <c>~</c> is expanded by some servers, and <c>NIL</c> is not a name to any.</summary>
    public byte[]? Command(ReadOnlySpan<byte> line) => Changed(line, text =>
        _bareNames.Count > 0 && NamedFolder().Match(text) is { Success: true } named
            && _bareNames.TryGetValue(Unquoted(named.Groups["name"].Value), out var bare)
            ? $"{named.Groups["before"].Value}{Quoted(bare)}{text[(named.Index + named.Length)..]}"
            : FolderName().Replace(text, "$1\"$2\"$3"));

    private static string Quoted(string name) =>
        $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Unquoted(string name) => name is ['"', .. var inner, '"'] ? Escaped().Replace(inner, "$1") : name;

    private static byte[]? Changed(ReadOnlySpan<byte> line, Func<string, string> change)
    {
        var before = Encoding.Latin1.GetString(line);
        var after = change(before);
        return after == before ? null : Encoding.Latin1.GetBytes(after);
    }

    /// <summary>The name behind attributes and separator of a list, or of a status.</summary>
    [GeneratedRegex(
        @"(?<=^\* (?:(?:LIST|LSUB) \([^)\r\n]*\) (?:""(?:[^""\\]|\\.)*""|NIL)|STATUS) )(?<name>""(?:[^""\\\r\n]|\\.)*"""
            + @"|[^ ""{\r\n][^ \r\n]*)")]
    private static partial Regex ListedName();

    [GeneratedRegex(
        @"^(?<before>[A-Z]\d+ (?:EXAMINE|SELECT|STATUS|LIST """") )(?<name>""(?:[^""\\\r\n]|\\.)*""|[^ ""{(\r\n][^ \r\n]*)")]
    private static partial Regex NamedFolder();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped();

    /// <summary>A word of a list of capabilities, with the space before it.</summary>
    [GeneratedRegex(@"(?<=CAPABILITY[^\]]*) [^ \]\r\n]+", RegexOptions.IgnoreCase)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"\bTHREADID \((?:NIL)?\)")]
    private static partial Regex NoThread();

    /// <summary>Items that are not there for this message.</summary>
    [GeneratedRegex(@"\b(?:EMAILID (?:\((?:NIL)?\)|NIL)|MODSEQ (?:\((?:NIL)?\)|NIL)) ?")]
    private static partial Regex NoItem();

    /// <summary>The name of a folder may look the same: the items stand in the last parentheses.</summary>
    [GeneratedRegex(
        @"(?<=\([^()""]*)(?:MESSAGES|UIDNEXT|UIDVALIDITY|UNSEEN|RECENT|HIGHESTMODSEQ|SIZE|APPENDLIMIT) NIL ?(?=[^()""]*\)\s*$)")]
    private static partial Regex NoNumber();

    [GeneratedRegex(
        @"(?<=^(?:\*|[A-Z]\d+) (?:OK|NO) )\[(?:HIGHESTMODSEQ|UIDNEXT|UIDVALIDITY|UNSEEN|APPENDLIMIT)(?: (?!\d{1,20}\])[^\]\r\n]*)?\] ?",
        RegexOptions.IgnoreCase)]
    private static partial Regex NoNumberCode();

    [GeneratedRegex(
        @"^([A-Z]\d+ (?:EXAMINE|SELECT|STATUS|LIST """") )(?!(?!NIL[ \r])[A-Za-z0-9./_-]+[ \r\n])([^""{( \r\n][^ \r\n]*|)((?: .*)?\r\n)$",
        RegexOptions.Singleline)]
    private static partial Regex FolderName();
}
