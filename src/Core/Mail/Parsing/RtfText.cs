using System.Globalization;
using System.Text;
using InboxMind.Core.Mail.Parsing.Charsets;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>The text of Rich Text Format, as Outlook packs it in winmail.dat and old programs send it. HTML that was wrapped in it
/// (<c>\fromhtml1</c>) comes out as its text.</summary>
internal static class RtfText
{
    private const int MaxDepth = 200;

    /// <summary>Groups whose content is not text.</summary>
    private static readonly HashSet<string> Hidden =
    [
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr", "footerl", "footerr",
        "themedata", "colorschememapping", "datastore", "latentstyles", "listtable", "listoverridetable", "generator", "xmlnstbl",
            "fldinst",
    ];

    /// <param name="rtf">The bytes.</param>
    /// <param name="notes">Whether footnotes are read, which a mail has none of.</param>
    public static string Read(ReadOnlySpan<byte> rtf, bool notes = false)
    {
        var text = new StringBuilder();
        var pending = new List<byte>();
        var groups = new Stack<(bool Skip, int UnicodeSkip)>();
        var encoding = TextCharset.Find("windows-1252")!;
        bool skip = false, star = false;
        int unicodeSkip = 1, toSkip = 0;
        for (var i = 0; i < rtf.Length; i++)
        {
            var b = rtf[i];
            switch (b)
            {
                case (byte)'{':
                    Flush();
                    if (groups.Count >= MaxDepth)
                        return text.ToString();
                    groups.Push((skip, unicodeSkip));
                    break;
                case (byte)'}':
                    Flush();
                    if (groups.Count > 0)
                        (skip, unicodeSkip) = groups.Pop();
                    star = false;
                    break;
                case (byte)'\\' when i + 1 < rtf.Length:
                    i = Control(rtf, i + 1);
                    break;
                case (byte)'\\' or (byte)'\r' or (byte)'\n' or 0:
                    break;
                default:
                    if (toSkip > 0)
                        toSkip--;
                    else if (!skip)
                        pending.Add(b);
                    break;
            }
        }

        Flush();
        return text.ToString();

        void Flush()
        {
            if (pending.Count == 0)
                return;
            text.Append(encoding.GetString(pending.ToArray()));
            pending.Clear();
        }

        int Control(ReadOnlySpan<byte> rtf, int at)
        {
            if (!char.IsAsciiLetter((char)rtf[at]))
                return Symbol(rtf, at);
            var end = at;
            while (end < rtf.Length && char.IsAsciiLetter((char)rtf[end]))
                end++;
            var word = Encoding.ASCII.GetString(rtf[at..end]);
            var numberEnd = end;
            if (numberEnd < rtf.Length && rtf[numberEnd] == (byte)'-')
                numberEnd++;
            while (numberEnd < rtf.Length && char.IsAsciiDigit((char)rtf[numberEnd]))
                numberEnd++;
            int? number = int.TryParse(rtf[end..numberEnd], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value : null;
            Word(word, number);
            star = false;
            return numberEnd < rtf.Length && rtf[numberEnd] == (byte)' ' ? numberEnd : numberEnd - 1;
        }

        int Symbol(ReadOnlySpan<byte> rtf, int at)
        {
            switch (rtf[at])
            {
                case (byte)'\'' when at + 2 < rtf.Length && byte.TryParse(rtf.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture, out var hex):
                    if (toSkip > 0)
                        toSkip--;
                    else if (!skip)
                        pending.Add(hex);
                    return at + 2;
                case (byte)'*':
                    star = true;
                    break;
                case (byte)'~':
                    Append(' ');
                    break;
                case (byte)'\\' or (byte)'{' or (byte)'}':
                    Append((char)rtf[at]);
                    break;
                case (byte)'\n' or (byte)'\r':
                    Append('\n');
                    break;
            }

            return at;
        }

        void Word(string word, int? number)
        {
            if ((star && !(notes && word == "footnote")) || Hidden.Contains(word))
            {
                skip = true;
                return;
            }

            switch (word)
            {
                case "par" or "line" or "row" or "sect" or "page":
                    Append('\n');
                    break;
                case "tab" or "cell":
                    Append('\t');
                    break;
                case "emdash":
                    Append('\u2014');
                    break;
                case "endash":
                    Append('\u2013');
                    break;
                case "bullet":
                    Append('\u2022');
                    break;
                case "lquote":
                    Append('\u2018');
                    break;
                case "rquote":
                    Append('\u2019');
                    break;
                case "ldblquote":
                    Append('\u201C');
                    break;
                case "rdblquote":
                    Append('\u201D');
                    break;
                case "ansicpg" when number is { } page:
                    encoding = TextCharset.Find($"cp{page}") ?? encoding;
                    break;
                case "uc":
                    unicodeSkip = Math.Clamp(number ?? 1, 0, 10);
                    break;
                case "u" when number is { } code:
                    Append((char)(ushort)code);
                    toSkip = skip ? 0 : unicodeSkip;
                    break;
                case "v":
                    // Hidden text.
                    skip |= number is null or 1;
                    break;
            }
        }

        void Append(char c)
        {
            Flush();
            if (!skip)
                text.Append(c);
        }
    }
}
