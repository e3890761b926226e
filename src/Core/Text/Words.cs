using System.Buffers;
using System.Globalization;
using System.Text;

namespace InboxMind.Core.Text;

/// <summary>A word of a text.</summary>
/// <param name="Start">First character in the text.</param>
/// <param name="Length">Characters.</param>
/// <param name="Text">Lower case, without diacritics.</param>
public readonly record struct Word(int Start, int Length, string Text);

/// <summary>Splits text into words as the word index does: runs of letters and digits, lower case, diacritics removed. Where words
/// are written without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) each letter is a word of its own, so that a
/// word is found within a sentence, as letters that follow each other.</summary>
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
    public static bool IsWordCharacter(char c) => c < Ascii.Length ? Ascii[c] : IsUnicodeWordCharacter(c);

    /// <summary>The text with spaces between the letters that are words of their own, for an index that splits at spaces.</summary>
    public static string Spaced(string text)
    {
        if (!AnyAlone(text))
            return text;
        var spaced = new StringBuilder(text.Length * 2);
        var end = 0;
        foreach (var (start, length) in Ranges(text))
        {
            spaced.Append(text, end, start - end);
            if (start == end && start > 0)
                spaced.Append(' ');
            end = start + length;
            spaced.Append(text, start, length);
        }

        return spaced.Append(text, end, text.Length - end).ToString();
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

    private static bool AnyAlone(ReadOnlySpan<char> text)
    {
        // Most text has nothing this far up but a dash or a quotation mark here and there.
        while (text.IndexOfAnyInRange(FirstAlone, char.MaxValue) is var at and >= 0)
        {
            if (IsAlone(text[at]))
                return true;
            text = text[(at + 1)..];
        }

        return false;
    }

    private static readonly bool[] Ascii = [.. Enumerable.Range(0, 128).Select(static c => char.IsAsciiLetterOrDigit((char)c))];

    private static bool IsUnicodeWordCharacter(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Lower case without diacritics.</summary>
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

    /// <summary>Diacritics come off Latin letters alone, as in the word index: elsewhere they make another letter (й, が, ή) or
    /// are part of the writing (Hangul, Devanagari, Thai, Arabic).</summary>
    private static string FoldUnicode(string word)
    {
        var builder = new StringBuilder(word.Length);
        var strip = true;
        for (int at = 0, length; at < word.Length; at += length)
        {
            var whole = Rune.DecodeFromUtf16(word.AsSpan(at), out var rune, out length) == OperationStatus.Done;
            var kept = word.AsSpan(at, length);
            if (!whole)
            {
                // Half a surrogate pair: not a letter of any language, but no reason to fail either.
                builder.Append(kept);
            }
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
            {
                builder.Append(strip ? [] : kept);
            }
            else
            {
                var letter = rune.IsAscii ? (char)rune.Value : kept.ToString().Normalize(NormalizationForm.FormD)[0];
                strip = char.IsAsciiLetter(letter);
                builder.Append(strip ? Rune.ToLowerInvariant(new Rune(letter)) : Rune.ToLowerInvariant(rune));
            }
        }

        return builder.ToString();
    }
}
