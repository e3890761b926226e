namespace InboxMind.Core.Text;

/// <summary>Walks the words of a text.</summary>
public ref struct WordRanges(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public (int Start, int Length) Current { get; private set; }

    public readonly WordRanges GetEnumerator() => this;

    public bool MoveNext()
    {
        var text = _text;
        var start = _at;
        while (start < text.Length && !Words.IsWordCharacter(text[start]))
            start++;
        var end = start;
        while (end < text.Length && Words.IsWordCharacter(text[end]))
            end++;
        _at = end;
        Current = (start, end - start);
        return end > start;
    }
}
