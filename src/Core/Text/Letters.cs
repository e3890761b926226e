using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace InboxMind.Core.Text;

/// <summary>Letters that a reader takes for the same. Case goes in every script, and so do forms that NFKC calls compatible (full-width
/// letters, ligatures, digits of other scripts). Marks come off letters where they can be left out in writing: Latin, Greek, Hebrew,
/// Arabic. Elsewhere they make another letter (й, が) or are part of the writing (Hangul, Devanagari, Thai).</summary>
internal static class Letters
{
    /// <summary>Letters that Unicode does not take apart, and ways to write one letter.</summary>
    private static readonly FrozenDictionary<int, string> Same = (
        "ß=ss æ=ae œ=oe ø=o đ=d ð=d þ=th ł=l ħ=h ı=i ŋ=n ŧ=t ĸ=k ƒ=f ƀ=b ɨ=i ɓ=b ɗ=d ς=σ ё=е ѝ=и ѐ=е ک=ك ی=ي ى=ي ۀ=ه ة=ه ٱ=ا ـ=")
        .Split(' ').Select(static p => p.Split('='))
        .ToFrozenDictionary(static p => char.ConvertToUtf32(p[0], 0), static p => p[1]);

    private static readonly ConcurrentDictionary<int, string> Known = new();

    /// <summary>Whether a character is not seen within a word: a soft hyphen, a joiner or its contrary, a mark of direction.</summary>
    public static bool IsInvisible(char c) => c is '\u00AD' or '\u200C' or '\u200D' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF';

    /// <summary>Whether marks on a folded letter mean nothing.</summary>
    public static bool LosesMarks(char folded) =>
        char.IsAscii(folded) || folded is (>= '\u0370' and <= '\u03FF') or (>= '\u0590' and <= '\u06FF');

    /// <summary>What a letter is taken for; nothing for one that is not seen.</summary>
    public static string Fold(Rune letter) => letter.IsAscii
        ? ((char)Rune.ToLowerInvariant(letter).Value).ToString()
        : Known.GetOrAdd(letter.Value, static value => Compute(new Rune(value)));

    private static string Compute(Rune letter)
    {
        if (Rune.GetUnicodeCategory(letter) == UnicodeCategory.Format)
            return "";
        if (CharUnicodeInfo.GetDecimalDigitValue(letter.ToString(), 0) is var digit and >= 0)
            return digit.ToString(CultureInfo.InvariantCulture);
        var lower = Rune.ToLowerInvariant(letter);
        if (Same.TryGetValue(lower.Value, out var same))
            return same;
        var parts = letter.ToString().Normalize(NormalizationForm.FormKD);
        if (LosesMarks(parts[0]) && Rune.IsLetterOrDigit(Rune.GetRuneAt(parts, 0)))
            return Read(parts);
        return letter.ToString().Normalize(NormalizationForm.FormKC) is var whole && whole.EnumerateRunes().All(Rune.IsLetterOrDigit)
            ? Lower(whole)
            : lower.ToString();
    }

    /// <summary>Letters and digits alone, each as it is taken.</summary>
    private static string Read(string parts)
    {
        var read = new StringBuilder(parts.Length);
        foreach (var part in parts.EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(part);
            if (Same.TryGetValue(lower.Value, out var same))
                read.Append(same);
            else if (Rune.IsLetterOrDigit(part))
                read.Append(lower.ToString());
        }

        return read.ToString();
    }

    private static string Lower(string text) =>
        string.Concat(text.EnumerateRunes().Select(static r => Rune.ToLowerInvariant(r).ToString()));
}
