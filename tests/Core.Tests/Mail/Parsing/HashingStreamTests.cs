using System.Security.Cryptography;
using System.Text;
using CsCheck;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class HashingStreamTests
{
    [Fact]
    public void Write_InAnyPieces_GivesTheSameHash() =>
        Gen.Select(Gen.String[Gen.Char["\r\nab"], 0, 60], Gen.Int[1, 7], Gen.Bool).Sample(
            static (text, size, fold) => Hash(text, size, fold).ShouldBe(Hash(text, 1_000, fold)), iter: Iterations.Of(2_000));

    [Theory]
    [InlineData("a\r\nb\r\n", "a\nb\n", true)]
    [InlineData("a\r\r\nb", "a\r\nb", false)]
    [InlineData("a\rb", "a\nb", false)]
    [InlineData("a\r", "a", false)]
    [InlineData("a\r", "a\n", false)]
    public void Write_FoldingLineEnds_TakesCrlfForLf(string one, string other, bool same) =>
        (Hash(one, 100, fold: true) == Hash(other, 100, fold: true)).ShouldBe(same);

    [Fact]
    public void Write_NotFolding_TellsCrlfFromLf() => Hash("a\r\n", 100, fold: false).ShouldNotBe(Hash("a\n", 100, fold: false));

    /// <summary>Hash, hashed length and length together, as they are used.</summary>
    private static (string Hash, long Hashed) Hash(string text, int size, bool fold)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new HashingStream(hash, fold);
        foreach (var piece in Encoding.Latin1.GetBytes(text).Chunk(size))
            stream.Write(piece);
        stream.Length.ShouldBe(text.Length);
        return (Convert.ToHexString(hash.GetHashAndReset()), stream.HashedLength);
    }
}
