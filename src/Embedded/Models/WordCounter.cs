using InboxMind.Core.Indexing;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Models;

/// <summary>The offline model's tokens are words.</summary>
internal sealed class WordCounter : ITokenCounter
{
    public int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        var inWord = false;
        foreach (var c in text)
        {
            var word = Words.IsWordCharacter(c);
            if (word && !inWord)
                count++;
            inWord = word;
        }

        return count;
    }
}
