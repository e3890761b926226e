using System.IO.Compression;
using CsCheck;
using InboxMind.Core.Import;

namespace InboxMind.Core.Tests.Import;

public sealed class WholeGzipStreamTests
{
    [Fact]
    public void Read_WholeFile_GivesItsBytesInAnyPieces() =>
        Gen.Select(Gen.Byte.Array[0, 3_000], Gen.Int[1, 500]).Sample(
            static (bytes, size) => Decompress(Compress(bytes), size).ShouldBe(bytes), iter: Iterations.Of(200));

    [Fact]
    public void Read_LargeFile_GivesItsBytes()
    {
        var bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);

        Decompress(Compress(bytes), 81_920).ShouldBe(bytes);
    }

    [Fact]
    public void Read_SeveralMembers_GivesAll() =>
        Decompress([.. Compress([1, 2, 3]), .. Compress([]), .. Compress([4])], 100).ShouldBe([1, 2, 3, 4]);

    [Fact]
    public void Read_FileCutAnywhere_Fails()
    {
        var whole = Compress([.. Enumerable.Range(0, 2_000).Select(static i => (byte)(i * i))]);
        for (var length = 1; length < whole.Length; length++)
            Should.Throw<InvalidDataException>(() => Decompress(whole[..length], 1_000), $"length {length}");
    }

    [Fact]
    public void Read_OtherByteAnywhereInTheContent_Fails()
    {
        var whole = Compress([.. Enumerable.Range(0, 500).Select(static i => (byte)(i * i))]);
        for (var at = 10; at < whole.Length; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x55;
            Should.Throw<InvalidDataException>(() => Decompress(damaged, 1_000), $"at {at}");
        }
    }

    [Fact]
    public void Read_FileThatUnpacksToFarMoreThanMailDoes_Fails()
    {
        var bomb = Compress(new byte[64 * 1024 * 1024]);

        Should.Throw<IOException>(() => Decompress(bomb, 81_920)).Message.ShouldBe("it unpacks to more than 100 times its size");
    }

    [Fact]
    public void Read_SmallFileThatIsPackedTightly_GivesItsBytes() =>
        Decompress(Compress(new byte[16 * 1024 * 1024]), 81_920).Length.ShouldBe(16 * 1024 * 1024);

    private static byte[] Compress(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return result.ToArray();
    }

    private static byte[] Decompress(byte[] bytes, int size)
    {
        using var stream = new WholeGzipStream(new MemoryStream(bytes));
        using var result = new MemoryStream();
        stream.CopyTo(result, size);
        return result.ToArray();
    }
}
