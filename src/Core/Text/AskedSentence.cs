using System.Globalization;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.Text;

/// <summary>Whether the writer of a mail asks something in it, and what: told by a question mark in their own words, outside of addresses
/// of pages.</summary>
public static class AskedSentence
{
    /// <summary>The longest that is shown.</summary>
    private const int MaxLength = 300;

    private const string Marks = "?？؟";

    /// <summary>Whether something is asked.</summary>
    public static bool IsIn(string text) => HasMark(text) && HasMark(NewText.Extract(text));

    /// <summary>The first sentence that asks, on one line; null when none does.</summary>
    public static string? First(string text) => !HasMark(text) ? null : Sentences.Split(text)
        .Where(static s => s.Passage.Kind == PassageKind.New && HasMark(s.Text)).Select(static s => Shorten(s.Text)).FirstOrDefault();

    private static bool HasMark(ReadOnlySpan<char> text)
    {
        for (var from = 0; text[from..].IndexOfAny(Marks) is var at and >= 0; from += at + 1)
        {
            var mark = from + at;
            if (IsEndOfWord(text[(mark + 1)..]) && !IsOfAddress(text[..mark]))
                return true;
        }

        return false;
    }

    private static string Shorten(string text)
    {
        if (text.Length <= MaxLength)
            return text;
        return string.Concat(text.AsSpan(0, char.IsLowSurrogate(text[MaxLength]) ? MaxLength - 1 : MaxLength), "…");
    }

    private static bool IsEndOfWord(ReadOnlySpan<char> behind)
    {
        behind = behind.TrimStart("?!？！\"')”’»*_");
        return behind.IsEmpty || char.IsWhiteSpace(behind[0]) || char.GetUnicodeCategory(behind[0]) == UnicodeCategory.OtherLetter;
    }

    private static bool IsOfAddress(ReadOnlySpan<char> before)
    {
        var start = before.LastIndexOfAny(" \t\r\n<");
        return before[(start + 1)..].Contains("://", StringComparison.Ordinal);
    }
}
