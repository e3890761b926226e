using CsCheck;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;

namespace InboxMind.Core.Tests.Indexing;

public sealed class ChunkerTests
{
    private const int MaxTokens = 300;

    private static readonly ITokenCounter Words = new Counter(static text =>
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
            count += char.IsLetterOrDigit(text[i]) && (i == 0 || !char.IsLetterOrDigit(text[i - 1])) ? 1 : 0;
        return count;
    });

    private static readonly ITokenCounter Characters = new Counter(static text => text.Length);
    private static readonly ITokenCounter Bytes = new Counter(static text => System.Text.Encoding.UTF8.GetByteCount(text));
    private static readonly ITokenCounter Quarters = new Counter(static text => (text.Length + 3) / 4);

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("😀")]
    public void Cut_ShortText_IsOnePiece(string text) => Chunker.Cut(text, Words, MaxTokens).ShouldBe([(0, text.Length)]);

    [Fact]
    public void Cut_LongText_CutsAtParagraphs()
    {
        var paragraph = string.Join(' ', Enumerable.Repeat("word", 70)) + ".\n\n";
        var text = string.Concat(Enumerable.Repeat(paragraph, 8));

        foreach (var (start, length) in Chunker.Cut(text, Words, MaxTokens).SkipLast(1))
            text[start..(start + length)].ShouldEndWith(".\n\n");
    }

    [Theory]
    [InlineData("line\n", "\n")]
    [InlineData("A sentence of six words here. ", ". ")]
    [InlineData("word ", " ")]
    public void Cut_TextOfOneKind_CutsAtItsBestPlaces(string part, string end)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000));

        foreach (var (start, length) in Chunker.Cut(text, Words, MaxTokens).SkipLast(1))
            text[start..(start + length)].ShouldEndWith(end);
    }

    [Fact]
    public void Cut_SentenceAtACut_IsWholeInOnePiece()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(static i => $"This is the sentence number {i} of the text. "));
        var pieces = Chunker.Cut(text, Words, MaxTokens).ConvertAll(c => text.Substring(c.Start, c.Length));

        for (var i = 0; i < 200; i++)
            pieces.ShouldContain(p => p.Contains($"This is the sentence number {i} of the text.", StringComparison.Ordinal));
    }

    [Fact]
    public void Cut_AnyText_CoversItInBoundedPiecesThatShareLittle()
    {
        var part =
            Gen.OneOf("a", "word ", "Sentence. ", "line\n", "\n\n", "é", "評価", "😀", " ", new string('x', 900), "\ud800", "\udc00",
                "\t", "a b c ");
        var text = Gen.Select(part.Array[0, 60], Gen.Int[1, 12])
            .Select(static (parts, times) => string.Concat(Enumerable.Repeat(string.Concat(parts), times)));
        Gen.Select(text, Gen.OneOf(Words, Characters, Bytes, Quarters)).Sample(
            static (t, counter) =>
            {
                var chunks = Chunker.Cut(t, counter, MaxTokens);

                chunks.Count.ShouldBeInRange(1, Chunker.MaxChunks);
                chunks[0].Start.ShouldBe(0);
                var (last, lastEnd) = (-1, 0);
                foreach (var (start, length) in chunks)
                {
                    start.ShouldBeGreaterThan(last);
                    start.ShouldBeLessThanOrEqualTo(lastEnd);
                    (lastEnd - start).ShouldBeLessThanOrEqualTo(Chunker.Overlap);
                    (start + length).ShouldBeGreaterThanOrEqualTo(lastEnd);
                    counter.Count(t.AsSpan(start, length)).ShouldBeLessThanOrEqualTo(MaxTokens);
                    IsWithinPair(t, start).ShouldBeFalse();
                    IsWithinPair(t, start + length).ShouldBeFalse();
                    (last, lastEnd) = (start, start + length);
                }

                if (chunks.Count < Chunker.MaxChunks)
                    lastEnd.ShouldBe(t.Length);
            },
            iter: Iterations.Of(600));
    }

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("評")]
    [InlineData("😀")]
    [InlineData("😀 ")]
    public void Cut_MegabyteOfOneCharacter_Ends(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));

        foreach (var counter in (ITokenCounter[])[Words, Bytes, Quarters])
            Quickly.Run(() => Chunker.Cut(text, counter, MaxTokens)).Count.ShouldBeInRange(1, Chunker.MaxChunks);
    }

    [Fact]
    public void Cut_DenseTokens_GetsOn()
    {
        // 90 characters are a full piece, which is less than pieces may share.
        var text = string.Concat(Enumerable.Repeat("評価 ", 2_000));
        var dense = new Counter(static t => t.Length * 10 / 3);

        var (start, length) = Chunker.Cut(text, dense, MaxTokens)[^1];

        (start + length).ShouldBeGreaterThan(Chunker.MaxChunks * 40);
    }

    private static bool IsWithinPair(string text, int at) =>
        at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);

    private delegate int Count(ReadOnlySpan<char> text);

    private sealed class Counter(Count count) : ITokenCounter
    {
        int ITokenCounter.Count(ReadOnlySpan<char> text) => count(text);

        /// <summary>By bisection: none of these counts fewer tokens in a longer text.</summary>
        int ITokenCounter.PrefixLength(ReadOnlySpan<char> text, int maxTokens)
        {
            var (low, high) = (0, text.Length);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                if (count(text[..middle]) <= maxTokens)
                    low = middle;
                else
                    high = middle - 1;
            }

            return low;
        }
    }
}
