using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text;

/// <summary>Text of others made fit for a terminal: nothing in it moves the cursor, changes colours, titles or the clipboard (ECMA-48),
/// turns the direction of what is read (UAX #9), hides letters or piles marks over other lines. Line ends and tabs stay.</summary>
public static partial class TerminalText
{
    /// <summary>Marks on one letter; no language has more.</summary>
    private const int MaxMarks = 6;

    /// <summary>Takes all of it out; halves of surrogate pairs become U+FFFD. The same text when there is nothing to take out.</summary>
    public static string Plain(string text)
    {
        if (IsPlain(text))
            return text;
        var plain = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in Sequence().Replace(text, "").EnumerateRunes())
        {
            if (IsKept(rune, ref marks))
                plain.Append(rune.ToString());
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                plain.Append(' ');
        }

        return plain.ToString();
    }

    /// <summary>The same for a name or subject that has one line: line ends and tabs become spaces.</summary>
    public static string Line(string text) =>
        text.AsSpan().ContainsAny('\n', '\r', '\t')
            ? Plain(text.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' '))
            : Plain(text);

    /// <summary>The same for JSON, without loss: what is not fit is escaped (RFC 8259, 7). Such characters only stand in its
    /// strings.</summary>
    public static string Json(string json)
    {
        if (IsPlain(json))
            return json;
        var escaped = new StringBuilder(json.Length);
        var marks = 0;
        Span<char> units = stackalloc char[2];
        for (var at = 0; at < json.Length; at++)
        {
            if (!Rune.TryGetRuneAt(json, at, out var rune))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)json[at]:X4}");
                continue;
            }

            var count = rune.EncodeToUtf16(units);
            at += count - 1;
            var isKept = IsKept(rune, ref marks);
            foreach (var unit in units[..count])
            {
                if (isKept)
                    escaped.Append(unit);
                else
                    escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            }
        }

        return escaped.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= ' ' and < '\u007F') or '\n' or '\t') && !(c > '\u00A0' && c < '\u0300' && c != '\u00AD'))
                return false;
        }

        return true;
    }

    private static bool IsKept(Rune rune, ref int marks)
    {
        var category = Rune.GetUnicodeCategory(rune);
        var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
        marks = isMark ? marks + 1 : 0;
        return rune.Value is '\n' or '\t'

            // Between letters of some scripts and parts of a picture.
            || rune.Value is 0x200C or 0x200D
            || (category is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate) && marks <= MaxMarks);
    }

    /// <summary>Control sequences, and strings for the terminal itself, with what they carry; an end on the same line.</summary>
    [GeneratedRegex(
        @"(?:\u001B\[|\u009B)[0-?]{0,64}[ -/]{0,8}[@-~]|(?:\u001B[\]PX^_]"
            + @"|[\u0090\u0098\u009D\u009E\u009F])[^\n\u0007\u001B\u009C]{0,2000}(?:\u0007|\u009C|\u001B\\)|\u001B[ -/]{0,4}[0-Z\\^-~]",
        RegexOptions.CultureInvariant)]
    private static partial Regex Sequence();
}
