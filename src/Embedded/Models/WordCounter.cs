using InboxMind.Core.Index;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Models;

/// <summary>The offline model's tokens are words.</summary>
internal sealed class WordCounter : ITokenCounter
{
    public int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in new WordRanges(text))
            count++;
        return count;
    }

    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens)
    {
        foreach (var (start, _) in new WordRanges(text))
        {
            if (maxTokens-- == 0)
                return start;
        }

        return text.Length;
    }
}
