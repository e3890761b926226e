using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using InboxMind.Core.Mail.Parsing.Charsets;
using MimeKit.Utils;

namespace InboxMind.Core.Mail.Parsing.Headers;

/// <summary>Reads header fields that the usual way garbles: bytes beyond ASCII that are not UTF-8, encoded words (RFC 2047) in another
/// charset
/// than they say, in one that is misspelt, encoded twice, or with spaces in them.</summary>
internal static partial class HeaderText
{
    /// <summary>How often a value may have been encoded.</summary>
    private const int MaxTimes = 3;

    /// <summary>Longer values are left as they are.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>Whether the usual reading of a field can be wrong.</summary>
    /// <param name="raw">Its bytes.</param>
    /// <param name="decoded">What the usual way makes of them.</param>
    public static bool IsGarbled(ReadOnlySpan<byte> raw, string? decoded)
    {
        if (raw.Length > MaxBytes)
            return false;
        if (raw.Contains((byte)0x1B) || (!Ascii.IsValid(raw) && !Utf8.IsValid(raw)))
            return true;
        return raw.IndexOf("=?"u8) >= 0
            && (decoded is null || IsSuspect(decoded) || raw.IndexOf("utf-7"u8) >= 0 || raw.IndexOf("UTF-7"u8) >= 0);
    }

    /// <summary>The text of a field.</summary>
    /// <param name="raw">Its bytes.</param>
    /// <param name="body">The charset of the mail's body; null when it says none.</param>
    public static string Decode(ReadOnlySpan<byte> raw, Encoding? body) =>
        Rfc2047.DecodeText(Canonical(raw, body));

    /// <summary>The bytes of a field with all that is not ASCII as encoded words of UTF-8, each of them right.</summary>
    public static byte[] Canonical(ReadOnlySpan<byte> raw, Encoding? body)
    {
        // Bytes as characters, so that encoded words are found whatever stands around.
        var text = Encoding.Latin1.GetString(raw);
        for (var i = 0; i < MaxTimes; i++)
        {
            var next = Once(text, body);
            if (next == text)
                break;
            text = next;
        }

        return Encoding.Latin1.GetBytes(text);
    }

    private static string Once(string text, Encoding? body)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;
        var words = Word().Matches(text);
        for (var i = 0; i < words.Count;)
        {
            var last = i;
            while (last + 1 < words.Count && IsOneRun(text, words[last], words[last + 1]))
                last++;
            result.Append(Raw(text[at..words[i].Index], body));
            result.Append(Encoded(words, i, last));
            at = words[last].Index + words[last].Length;
            i = last + 1;
        }

        return result.Append(Raw(text[at..], body)).ToString();
    }

    /// <summary>Words with nothing but white space between them are one text, and one charset may go on from one to the next.</summary>
    private static bool IsOneRun(string text, Match one, Match other) =>
        string.IsNullOrWhiteSpace(text[(one.Index + one.Length)..other.Index])
            && one.Groups[1].Value.Equals(other.Groups[1].Value, StringComparison.OrdinalIgnoreCase)
            && one.Groups[2].Value.Equals(other.Groups[2].Value, StringComparison.OrdinalIgnoreCase);

    private static string Encoded(MatchCollection words, int first, int last)
    {
        var name = words[first].Groups[1].Value;
        if (name.IndexOf('*') is var language and > 0)
            name = name[..language];
        var isBase64 = words[first].Groups[2].ValueSpan is "B" or "b";
        var bytes = new List<byte>();
        var packed = new StringBuilder();
        for (var i = first; i <= last; i++)
        {
            if (!isBase64)
            {
                bytes.AddRange(QuotedPrintable(words[i].Groups[3].Value));
                continue;
            }

            packed.Append(words[i].Groups[3].Value.Where(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/').ToArray());
            if (i < last && packed.Length % 4 != 0 && !words[i].Groups[3].Value.EndsWith('='))
                continue;
            bytes.AddRange(Base64(packed.ToString()));
            packed.Clear();
        }

        var content = bytes.ToArray();
        var text = TextCharset.IsUtf7(name)
            ? Utf7Text.Decode(Encoding.Latin1.GetString(content))
            : TextCharset.Choose(content, TextCharset.Find(name)).GetString(content);
        if (Ascii.IsValid(text) && Word().IsMatch(text))
            return text;

        // Encoded twice, and decoded once by what lies between, which left the word's frame.
        return Word(Frame().Replace(text, static m => Ascii.IsValid(m.Value) ? m.Value
            : m.Groups[1].Value.Replace('_', ' ')));
    }

    /// <summary>Text between encoded words: bytes beyond ASCII become one.</summary>
    private static string Raw(string text, Encoding? body)
    {
        if (Ascii.IsValid(text) && !text.Contains('\u001B'))
            return text;
        var bytes = Encoding.Latin1.GetBytes(text);
        var encoding = TextCharset.ChooseRaw(bytes, body);

        // Structure, as of addresses, stays outside of the words.
        return NotAscii().Replace(
            encoding.GetString(bytes), static m => Word(m.Value));
    }

    private static string Word(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";

    private static byte[] Base64(string packed)
    {
        var whole = packed.Length % 4 == 1 ? packed[..^1] : packed;
        return Convert.FromBase64String(whole.PadRight((whole.Length + 3) / 4 * 4, '='));
    }

    private static List<byte> QuotedPrintable(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                bytes.Add(text[i] == '_' ? (byte)' ' : (byte)text[i]);
            }
        }

        return bytes;
    }

    /// <summary>Whether a decoded value has in it what no one writes: replacement characters, control characters of Latin-1, encoded words,
    /// UTF-8 read as a Latin charset.</summary>
    private static bool IsSuspect(string decoded)
    {
        for (var i = 0; i < decoded.Length; i++)
        {
            var c = decoded[i];
            if (c is '\uFFFD' or (>= '\u0080' and < '\u00A0') || (c == '=' && i + 1 < decoded.Length && decoded[i + 1] == '?')
                || (c is >= '\u00C2' and <= '\u00F4' && i + 1 < decoded.Length && !char.IsLetterOrDigit(decoded[i + 1]) && decoded[i
                    + 1] > 127)
                || (c is '\u00C3' or '\u00C4' or '\u00C5' && i + 1 < decoded.Length && decoded[i + 1] > 127))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"=\?([A-Za-z0-9!#$%&'*+\-^_`{}~.:]{1,60})\?([BbQq])\?([^?\x00-\x08\x0A-\x1F]{0,8000})\?=",
        RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"=\?[A-Za-z0-9-]{3,20}\?[Qq]\?([^?]{0,1000})\?=", RegexOptions.CultureInvariant)]
    private static partial Regex Frame();

    /// <summary>Characters beyond ASCII, with the words of letters that stand between them.</summary>
    [GeneratedRegex(@"[^\x00-\x7F]+(?:[ A-Za-z0-9\-']*[^\x00-\x7F]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex NotAscii();
}
