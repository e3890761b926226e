using System.Security.Cryptography;
using System.Text;
using CsCheck;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class LongTextDigestTests
{
    private static readonly string[] Pieces =
    [
        "a", "word", "é", "漢字", "😀", "\n", "\r\n", "\r", "\f", "\u0085", "\u2028", "\u2029", " ", "\t",
        "   \r\n\r\n", new('x', 40_000),
        new(' ', 70_000), string.Concat(Enumerable.Repeat("\r\n", 40_000)), string.Concat(Enumerable.Repeat("😀", 20_000)),
    ];

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    [InlineData("windows-1252")]
    [InlineData("iso-2022-jp")]
    [InlineData("gb18030")]
    public void Append_AnyText_IsTheHashOfItsLines(string charset)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(charset);
        Gen.Int[0, Pieces.Length - 1].Array[0, 25].Sample(
            indices =>
            {
                var bytes = encoding.GetBytes("a" + string.Concat(indices.Select(static i => Pieces[i])));

                var (hash, length) = Hash(bytes, encoding);

                var text = encoding.GetString(bytes);
                hash.ShouldBe(Expected(text));
                length.ShouldBe(text.ReplaceLineEndings("\n").Length);
            },
            iter: Iterations.Of(60));
    }

    [Fact]
    public void Append_BytesThatAreNoText_AreReplacedAsInOnePiece() => Gen.Byte.Array[0, 200_000].Sample(
        static bytes => Hash(bytes, Encoding.UTF8).Hash.ShouldBe(Expected(Encoding.UTF8.GetString(bytes))), iter: Iterations.Of(30));

    private static (byte[] Hash, long Length) Hash(byte[] bytes, Encoding encoding)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = LongTextDigest.Append(hash, bytes, encoding);
        return (hash.GetHashAndReset(), length);
    }

    private static byte[] Expected(string text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        EmailIdentity.Append(hash, text.ReplaceLineEndings("\n").TrimEnd());
        return hash.GetHashAndReset();
    }
}
