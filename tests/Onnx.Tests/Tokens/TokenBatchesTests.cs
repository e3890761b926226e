using InboxMind.Onnx.Tokens;

namespace InboxMind.Onnx.Tests.Tokens;

public sealed class TokenBatchesTests
{
    [Fact]
    public void Batches_TextsOfManyLengths_HoldEachOnceAndStayBounded()
    {
        long[][] texts = [.. Enumerable.Range(1, 200).Select(static i => new long[1 + (i * 37 % 512)])];

        var batches = new TokenBatches(texts).ToList();

        batches.SelectMany(static b => b.Texts).Select(static t => t.Place).Order().ShouldBe(Enumerable.Range(0, texts.Length));
        batches.ShouldAllBe(static b => b.Length == b.Texts.Max(t => t.Tokens.Length) && b.Length * b.Texts.Count <= 1_024);
    }

    [Fact]
    public void Batches_TextLongerThanABatch_StandsAlone() =>
        new TokenBatches([new long[5_000], new long[3]]).Select(static b => b.Texts.Count).ShouldBe([1, 1]);
}
