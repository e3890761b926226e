using System.Globalization;
using System.Text;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A mail's text as it may stand in a quotation of an answer: nothing in it looks like the mark that ends the quotation,
/// and nothing like a citation. Double quotation marks become single ones, brackets round ones, marks of direction are left out. What looks
/// like a quotation mark is told by Unicode's categories and, for other signs, by its list of confusables (UTS 39).</summary>
internal static class QuotedText
{
    /// <summary>Of other categories than marks of quotation, and confusable with a double one: primes, ditto marks,
    /// double accents.</summary>
    private const string Double = "\"\uFF02\u00A8\u02BA\u02DD\u02EE\u02F5\u02F6\u05F2\u05F4\u1426\u1CD3\u2033\u2034\u2036\u2037\u2057\u275D"
        + "\u275E\u2760\u3003\U0001F676\U0001F677\U0001F678";

    /// <summary>Confusable with a single one: two of these side by side look like a double one.</summary>
    private const string Single = "'\u2018\u2019\u201A\u201B`\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u02CB\u02F4\u0374\u0384\u055A\u055D"
        + "\u05F3\u07F4\u07F5\u144A\u16CC\u1FBD\u1FBF\u1FEF\u1FFD\u1FFE\u2032\u2035\u275B\u275C\u275F\uA78B\uA78C\uFF07\uFF40";

    /// <summary>Of the categories of brackets, but marks of quotation: low ones, corners, those of Chinese and Japanese.</summary>
    private const string Opening = "\u201A\u201E\u2E42\u300C\u300E\u301D\uFE41\uFE43\uFF62";

    private const string Closing = "\u300D\u300F\u301E\u301F\uFE42\uFE44\uFF63";

    private static readonly HashSet<Rune> Doubles = [.. Double.EnumerateRunes()];

    public static string From(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Read(rune) is not { } read)
                continue;
            if (read.IsBmp && Single.Contains((char)read.Value, StringComparison.Ordinal) && clean.Length > 0
                && Single.Contains(clean[^1], StringComparison.Ordinal))
                continue;

            // An accent of two strokes belongs on a letter; beside one it looks like a mark.
            if (rune.Value is 0x308 or 0x30B or 0x30E or 0x30F && (clean.Length == 0 || !char.IsLetter(clean[^1])))
                continue;
            clean.Append(read);
        }

        return clean.ToString();
    }

    /// <summary>What a character is written as; null when it is left out.</summary>
    private static Rune? Read(Rune rune)
    {
        if (Doubles.Contains(rune))
            return new Rune('\'');
        var one = rune.IsBmp ? (char)rune.Value : '\0';
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.InitialQuotePunctuation => new Rune('‘'),
            UnicodeCategory.FinalQuotePunctuation => new Rune('’'),
            UnicodeCategory.OpenPunctuation when Opening.Contains(one, StringComparison.Ordinal) => new Rune('‘'),
            UnicodeCategory.ClosePunctuation when Closing.Contains(one, StringComparison.Ordinal) => new Rune('’'),
            UnicodeCategory.OpenPunctuation when one is not '{' => new Rune('('),
            UnicodeCategory.ClosePunctuation when one is not '}' => new Rune(')'),
            UnicodeCategory.MathSymbol when one is >= '\u23A1' and <= '\u23A3' => new Rune('('),
            UnicodeCategory.MathSymbol when one is >= '\u23A4' and <= '\u23A6' => new Rune(')'),
            // Joiners are part of how some scripts and signs are written.
            UnicodeCategory.Format when one is not ('\u200C' or '\u200D') => null,
            _ => rune,
        };
    }
}
