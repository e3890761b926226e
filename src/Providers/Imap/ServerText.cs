using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Providers.Imap;

/// <summary>What a server wrote, made fit to be shown to a person: short, on one line, without marks that move or hide text.</summary>
internal static partial class ServerText
{
    private const int MaxLength = 160;

    /// <summary>The text of a response line (RFC 9051, 7.1) without its tag, word and code; empty when there is none.</summary>
    /// <param name="line">The line, a character for each byte.</param>
    public static string From(string line) =>
        Response().Match(line) is { Success: true } found ? Clean(Decode(found.Groups["text"].Value)) : "";

    /// <summary>The response code of a response line, in capitals and without what it names; empty when it has none.</summary>
    public static string CodeOf(string line) => Response().Match(line).Groups["code"].Value.ToUpperInvariant();

    /// <summary>Text of a stranger on one line: at most 160 characters, only what is seen.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isSeen =
                Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator);
            if (!isSeen || Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
                continue;
            }

            if (clean.Length >= MaxLength)
                return clean.Append('…').ToString();
            clean.Append(rune);
        }

        return clean.ToString().Trim();
    }

    private static string Decode(string bytes)
    {
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            return bytes;
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [GeneratedRegex(@"^\S+ (?:NO|BAD|BYE|OK|PREAUTH)\b *(?:\[(?<code>[^\] ]*)[^\]]*\] *)?(?<text>.*)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Response();
}
