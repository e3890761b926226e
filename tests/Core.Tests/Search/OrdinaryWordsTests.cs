using InboxMind.Core.Index;
using InboxMind.Core.Search;

namespace InboxMind.Core.Tests.Search;

public sealed class OrdinaryWordsTests
{
    /// <summary>Ends in tokens of three letters, and falls into single ones where there is a q, x or z.</summary>
    private sealed class Pieces : ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text)
        {
            var count = 2;
            foreach (var word in text.ToString().Split(' '))
                count += word.AsSpan().ContainsAny("qxz") ? word.Length : (word.Length + 3) / 4;
            return count;
        }

        public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => text.Length;
    }

    [Theory]
    [InlineData("Pay wage", "pay wage")]
    [InlineData("qwxzzy", "")]
    [InlineData("qwxzzy wage", "wage")]
    [InlineData("the qwxzzy", "")]
    public void Of_Query_GivesTheWordsThatTheModelKnows(string text, string expected)
    {
        var query = SearchQuery.Empty with { Text = text };

        string.Join(' ', OrdinaryWords.Of(query, new EmbeddingModel("m", "1", 1, null!, new Pieces()))).ShouldBe(expected);
    }
}
