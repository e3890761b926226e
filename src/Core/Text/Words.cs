using System.Buffers;
using System.Globalization;
using System.Text;

namespace InboxMind.Core.Text;

/// <summary>A word of a text.</summary>
/// <param name="Start">First character in the text.</param>
/// <param name="Length">Characters.</param>
/// <param name="Text">Folded: letters that a reader takes for the same are the same.</param>
public readonly record struct Word(int Start, int Length, string Text);

/// <summary>Splits text into words, for the word index and for what it is asked alike: runs of letters and digits, each as a reader
/// takes it (<see cref="Letters"/>). Where words are written without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) each
/// letter is a word of its own, so that a word is found within a sentence, as letters that follow each other.</summary>
public static class Words
{
    /// <summary>The words with their places.</summary>
    public static List<Word> Split(string text)
    {
        var words = new List<Word>();
        foreach (var (start, length) in Ranges(text))
        {
            // Marks without a letter under them leave nothing.
            if (Fold(text.AsSpan(start, length)) is { Length: > 0 } folded)
                words.Add(new Word(start, length, folded));
        }

        return words;
    }

    /// <summary>The words' places alone, without allocating.</summary>
    public static WordRanges Ranges(string text) => new(text);

    /// <summary>Letters, digits and the marks on them.</summary>
    public static bool IsWordCharacter(char c) => c < AsciiWords.Length ? AsciiWords[c] : IsUnicodeWordCharacter(c);

    /// <summary>The text for an index that splits at spaces and knows less of letters: folded where it is not ASCII, and with spaces
    /// between the letters that are words of their own.</summary>
    public static string ForIndex(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var folded = new StringBuilder(text.Length * 2);
        var end = 0;
        foreach (var (start, length) in Ranges(text))
        {
            // An index may take signs for letters that are none here, such as ½.
            var between = text.AsSpan(end, start - end);
            if (Ascii.IsValid(between) && (between.Length > 0 || start == 0))
                folded.Append(between);
            else
                folded.Append(' ');
            end = start + length;
            if (Ascii.IsValid(text.AsSpan(start, length)))
                folded.Append(text, start, length);
            else
                folded.Append(Fold(text.AsSpan(start, length)));
        }

        return folded.ToString();
    }

    /// <summary>Whether a character is, or begins, a letter that is a word of its own.</summary>
    internal static bool IsAlone(char c) => c >= FirstAlone && c switch
    {
        <= '\u0EFF' => char.IsLetterOrDigit(c), // Thai, Lao
        < '\u1000' => false,
        <= '\u109F' => char.IsLetterOrDigit(c), // Burmese
        < '\u1780' => false,
        <= '\u17FF' => char.IsLetterOrDigit(c), // Khmer
        < '\u2E80' => false,
        <= '\u312F' => char.IsLetterOrDigit(c), // radicals, kana, bopomofo
        < '\u31A0' => false,
        <= '\u31FF' or (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3') => true,
        >= '\uD840' and <= '\uD8BF' => true, // the first half of an ideograph beyond U+FFFF
        (>= '\uF900' and <= '\uFAFF') or (>= '\uFF66' and <= '\uFF9F') => char.IsLetterOrDigit(c),
        _ => false,
    };

    private const char FirstAlone = '\u0E00';

    private static readonly bool[] AsciiWords = [.. Enumerable.Range(0, 128).Select(static c => char.IsAsciiLetterOrDigit((char)c))];

    private static bool IsUnicodeWordCharacter(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || Letters.IsInvisible(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>The word as a reader takes it, see <see cref="Letters"/>.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var ascii = true;
        foreach (var c in word)
            ascii &= c < 128;
        if (ascii)
        {
            return string.Create(word.Length, word, static (span, w) =>
            {
                for (var i = 0; i < w.Length; i++)
                    span[i] = w[i] is >= 'A' and <= 'Z' ? (char)(w[i] | 32) : w[i];
            });
        }

        return FoldUnicode(word.ToString());
    }

    private static string FoldUnicode(string word)
    {
        var builder = new StringBuilder(word.Length);
        var strip = true;
        var composes = false;
        for (int at = 0, length; at < word.Length; at += length)
        {
            if (Rune.DecodeFromUtf16(word.AsSpan(at), out var rune, out length) != OperationStatus.Done)
            {
                // Half a surrogate pair: not a letter of any language, but no reason to fail either.
                builder.Append(word.AsSpan(at, length));
                strip = composes = false;
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark)
            {
                builder.Append(strip ? [] : word.AsSpan(at, length));
                composes |= !strip;
            }
            else if (Letters.Fold(rune) is { Length: > 0 } folded)
            {
                builder.Append(folded);
                strip = Letters.LosesMarks(folded[^1]);
            }
        }

        var all = builder.ToString();
        return composes && !all.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? all.Normalize(NormalizationForm.FormC) : all;
    }
}
