using CsCheck;
using InboxMind.Core.Index;

namespace InboxMind.Core.Tests.Indexing;

public sealed class ContentHashTests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb924")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223")]
    public void Of_Text_IsTheBeginningOfSha256(string text, string hex) => Convert.ToHexStringLower(ContentHash.Compute(text).ToBytes())
        .ShouldBe(hex);

    [Fact]
    public void Read_Bytes_GivesTheHashBack() =>
        Gen.String[0, 3_000].Sample(
            static text =>
            {
                var hash = ContentHash.Compute(text);
                ContentHash.Read(hash.ToBytes()).ShouldBe(hash);
                ContentHash.Compute(text + "x").ShouldNotBe(hash);
            },
            iter: Iterations.Of(500));
}
