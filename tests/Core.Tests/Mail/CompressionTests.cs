using System.Text;
using CsCheck;
using InboxMind.Core.Mail.Raw;

namespace InboxMind.Core.Tests.Mail;

public sealed class CompressionTests
{
    [Fact]
    public void Decompress_AnyBytes_RoundTrip() => Gen.Byte.Array[0, 5_000].Sample(
        static data => Compression.Decompress(Compression.Compress(data), data.Length).ShouldBe(data), iter: Iterations.Of(300));

    [Fact]
    public void DecompressText_AnyText_RoundTrips() =>
        Gen.OneOf(Gen.Int[0, 0x7F], Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0x10FFFF])
            .Select(static v => new Rune(v).ToString()).Array[0, 500]
            .Select(static r => string.Concat(r)).Sample(
                static text => Compression.DecompressText(Compression.CompressText(text), Encoding.UTF8.GetByteCount(text)).ShouldBe(text),
                iter: Iterations.Of(300));

    [Fact]
    public void OpenBehind_AnyTextAndBytes_BothRoundTrip() => Gen.Select(Gen.String[0, 300], Gen.Byte.Array[0, 5_000]).Sample(
        static (text, behind) =>
        {
            var length = Encoding.UTF8.GetByteCount(text);
            var data = Compression.CompressText(text, behind);
            using var stream = Compression.OpenBehind(new MemoryStream(data), length, behind.Length);
            var read = new byte[behind.Length];
            stream.ReadExactly(read);

            read.ShouldBe(behind);
            stream.ReadByte().ShouldBe(-1);
            Compression.DecompressText(data, length).ShouldBe(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        },
        iter: Iterations.Of(300));

    [Fact]
    public void OpenBehind_CutShort_IsRefused()
    {
        var data = Compression.CompressText("a text of some length that is stored", Guid.NewGuid().ToByteArray());

        Should.Throw<InvalidDataException>(() => Compression.OpenBehind(new MemoryStream(data[..6]), 36, 16));
        using var stream = Compression.OpenBehind(new MemoryStream(data[..^4]), 36, 16);
        Should.Throw<InvalidDataException>(() => stream.ReadExactly(new byte[16]));
    }

    [Fact]
    public void DecompressText_HalfASurrogatePair_BecomesAReplacement() =>
        Compression.DecompressText(Compression.CompressText("a\uD800b"), Encoding.UTF8.GetByteCount("a\uD800b")).ShouldBe("a\uFFFDb");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(10_000_000)]
    public void Decompress_Length_RoundTrips(int length)
    {
        var data = new byte[length];
        new Random(length).NextBytes(data.AsSpan(0, length / 2));

        Compression.Decompress(Compression.Compress(data), length).AsSpan().SequenceEqual(data).ShouldBeTrue();
    }

    [Fact]
    public void Compress_Text_IsSmaller() =>
        Compression.Compress(
            Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("so it goes on and on ", 200)))).Length.ShouldBeLessThan(200);

    [Fact]
    public void Decompress_DamagedOrOfAnotherLength_IsRefused()
    {
        var compressed = Compression.Compress("some bytes that are stored"u8);

        Should.Throw<InvalidDataException>(() => Compression.Decompress(compressed, 3));
        Should.Throw<InvalidDataException>(() => Compression.Decompress(compressed, 300));
        Should.Throw<InvalidDataException>(() => Compression.Decompress(compressed.AsSpan(0, 5), 26));
        Should.Throw<InvalidDataException>(() => Compression.DecompressText(new byte[] { 255, 255, 255 }, 26));
        Should.Throw<InvalidDataException>(() => Compression.DecompressText(compressed, 300));
        Should.Throw<InvalidDataException>(() => Compression.DecompressText(compressed.AsSpan(0, 5), 26));
    }
}
