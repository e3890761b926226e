using System.Globalization;

namespace InboxMind.Core.Text;

/// <summary>Walks the words of a text.</summary>
public ref struct WordRanges(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public (int Start, int Length) Current { get; private set; }

    private static bool IsMark(char c) => c >= 0x300
        && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    public readonly WordRanges GetEnumerator() => this;

    public bool MoveNext()
    {
        var text = _text;
        var start = _at;
        while (start < text.Length && !Words.IsWordCharacter(text[start]))
            start++;
        var end = start;
        if (end < text.Length && Words.IsAlone(text[end]))
        {
            // With its second half and the marks on it.
            end += char.IsHighSurrogate(text[end]) && end + 1 < text.Length && char.IsLowSurrogate(text[end + 1]) ? 2 : 1;
            while (end < text.Length && IsMark(text[end]))
                end++;
        }
        else
        {
            while (end < text.Length && Words.IsWordCharacter(text[end]) && !Words.IsAlone(text[end]))
                end++;
        }

        _at = end;
        Current = (start, end - start);
        return end > start;
    }
}
