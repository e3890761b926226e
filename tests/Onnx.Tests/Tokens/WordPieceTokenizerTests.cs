using InboxMind.Core.Index;
using InboxMind.Onnx.Tokens;

namespace InboxMind.Onnx.Tests.Tokens;

public sealed class WordPieceTokenizerTests(ShippedModel shipped)
{
    private const string Text = "The quarterly invoice of the antidisestablishmentarian society is attached. ";

    private ITokenCounter Tokens => shipped.Model.Tokens;

    [Fact]
    public void Count_NoText_IsNone() => Tokens.Count("").ShouldBe(0);

    [Fact]
    public void Count_LongWord_IsSeveral() => Tokens.Count("antidisestablishmentarian").ShouldBeGreaterThan(2);

    [Theory]
    [InlineData(8)]
    [InlineData(220)]
    public void PrefixLength_LongText_FitsAndIsNearlyFull(int most)
    {
        var text = string.Concat(Enumerable.Repeat(Text, 100));

        var length = Tokens.PrefixLength(text, most);

        Tokens.Count(text.AsSpan(0, length)).ShouldBeInRange(most / 2, most);
    }

    [Fact]
    public void Encode_LongTextAfterACount_HasNoMoreThanAsked()
    {
        var tokenizer = new WordPieceTokenizer(OnnxModelFiles.Shipped.Vocabulary, lowerCase: true);
        var text = string.Concat(Enumerable.Repeat(Text, 100));
        tokenizer.Count(text).ShouldBeGreaterThan(600);

        var tokens = tokenizer.Encode(text, 512);

        tokens.Length.ShouldBe(512);
        tokens[^1].ShouldBe(tokenizer.Encode("a", 512)[^1]);
    }

    [Fact]
    public void PrefixLength_ShortText_IsAllOfIt() => Tokens.PrefixLength(Text, 500).ShouldBe(Text.Length);
}
