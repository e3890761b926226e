using InboxMind.Core.Index;

namespace InboxMind.Core.Indexing;

/// <summary>Cuts a message's text into pieces of a bounded number of tokens, at paragraph, line, sentence or word ends, each
/// beginning a little before the last one's end.</summary>
public static class Chunker
{
    /// <summary>How many characters the pieces share at most, so that a sentence cut in two is whole in one of them.</summary>
    public const int Overlap = 160;

    /// <summary>Pieces a message is cut into at most; a longer text is searched by words to its end, by vectors to here.</summary>
    public const int MaxChunks = 64;

    /// <summary>A piece without spaces is cut at this many characters a token.</summary>
    private const int MaxTokenLength = 16;

    /// <summary>Cuts a text. An empty text is one empty piece: its subject is embedded all the same.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Counts the embedding model's tokens.</param>
    /// <param name="maxTokens">A piece's size in them.</param>
    public static List<(int Start, int Length)> Cut(string text, ITokenCounter tokens, int maxTokens)
    {
        var chunks = new List<(int, int)>();
        var start = 0;
        while (chunks.Count < MaxChunks)
        {
            var end = End(text, start, tokens, maxTokens);
            chunks.Add((start, end - start));
            if (end >= text.Length)
                break;

            // Where tokens are dense a piece is short: it shares less, so that each one brings something new.
            start = WordStart(text, Math.Max(end - Overlap, start + ((end - start + 1) / 2)), end);
        }

        return chunks;
    }

    private static int End(string text, int start, ITokenCounter tokens, int maxTokens)
    {
        var rest = text.AsSpan(start, Math.Min(text.Length - start, maxTokens * MaxTokenLength));
        return Nice(text, start, start + Math.Max(1, tokens.PrefixLength(rest, maxTokens)));
    }

    /// <summary>A good place to cut at or before the end, in the last third of the piece.</summary>
    private static int Nice(string text, int start, int end)
    {
        if (end >= text.Length)
            return text.Length;
        var floor = start + ((end - start) * 2 / 3);
        var span = text.AsSpan(floor, end - floor);
        if (span.LastIndexOf("\n\n") is var paragraph and >= 0)
            return floor + paragraph + 2;
        if (span.LastIndexOf('\n') is var line and >= 0)
            return floor + line + 1;
        if (span.LastIndexOf(". ") is var sentence and >= 0)
            return floor + sentence + 2;
        if (span.LastIndexOf(' ') is var word and >= 0)
            return floor + word + 1;
        return char.IsLowSurrogate(text[end]) && end - 1 > start ? end - 1 : end;
    }

    private static int WordStart(string text, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                return i + 1;
        }

        return end;
    }
}
