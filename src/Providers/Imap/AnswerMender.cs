using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Providers.Imap;

/// <summary>Puts right single lines between the IMAP library and a server: what the library could not read in answers, and what servers
/// could misread in commands. What is within literals never comes here.</summary>
/// <param name="without">Words to leave out of what the server announces; see <see cref="ImapExtension.Announced"/>.</param>
internal sealed partial class AnswerMender(IReadOnlySet<string> without)
{
    /// <summary>The line as the library should read it.</summary>
    public byte[]? Answer(ReadOnlySpan<byte> line)
    {
        if (without.Count > 0 && line.IndexOf("CAPABILITY"u8) >= 0)
            return Changed(line, text => Announcement().Replace(text, m => without.Contains(m.Value.Trim()) ? "" : m.Value));
        if (line.StartsWith("* "u8) && line.IndexOf("NIL"u8) >= 0 && line.IndexOf("FETCH ("u8) is > 0 and < 16)
            return Changed(line, static text => NoThread().Replace(NoItem().Replace(text, ""), "THREADID NIL"));
        if (line.StartsWith("* STATUS "u8) && line.IndexOf(" NIL"u8) >= 0)
            return Changed(line, static text => NoNumber().Replace(text, ""));
        return line.IndexOf((byte)'[') is > 0 and < 24 ? Changed(line, static text => NoNumberCode().Replace(text, "")) : null;
    }

    /// <summary>The command with the folder's name in quotes where it has anything but letters, digits and the usual marks: <c>~</c> is
    /// expanded by some servers, and <c>NIL</c> is not a name to any.</summary>
    public static byte[]? Command(ReadOnlySpan<byte> line) => Changed(line, static text => FolderName().Replace(text, "$1\"$2\"$3"));

    private static byte[]? Changed(ReadOnlySpan<byte> line, Func<string, string> change)
    {
        var before = Encoding.Latin1.GetString(line);
        var after = change(before);
        return after == before ? null : Encoding.Latin1.GetBytes(after);
    }

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
