using System.Numerics.Tensors;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Index;

/// <summary>What codes find beside what comparing all vectors finds.</summary>
public sealed class VectorSearchTests
{
    private const int Pieces = 4_000;
    private const int Dimensions = 384;
    private const int Wanted = 100;

    /// <summary>One in eight is compared again.</summary>
    private const int Compared = Pieces / 8;

    /// <summary>Vectors without any order are the hardest: all are about as far from a question.</summary>
    [Fact]
    public async Task Nearest_VectorsWithoutOrder_FindsTheHundredThatAnExactScanFinds()
    {
        var random = new Random(7);
        var vectors = Enumerable.Range(0, Pieces).Select(_ => Vector(random)).ToArray();
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        await new SqliteMailIndex(files).WriteAsync(
            Owner.Local, "model", [.. vectors.Select(Mail)], TestContext.Current.CancellationToken);
        var found = 0.0;
        const int Questions = 10;
        for (var i = 0; i < Questions; i++)
        {
            var question = Vector(random);

            var nearest = files.Rent(Owner.Local).File.Database
                .Read(session => new VectorSearch(session, new HeldCodes()).Nearest("model", question, null, Compared));

            var exact = vectors.Select((v, at) => (Mail: at + 1L, Cosine: TensorPrimitives.Dot<float>(v, question)))
                .OrderByDescending(static v => v.Cosine).Take(Wanted).Select(static v => v.Mail);
            found += nearest.Take(Wanted).Select(static p => p.Mail).Intersect(exact).Count() / (double)Wanted;
        }

        (found / Questions).ShouldBeGreaterThanOrEqualTo(0.98);
    }

    /// <summary>The other connection sees what has changed meanwhile.</summary>
    [Fact]
    public async Task Nearest_OnTwoConnections_FindsWhatOneTransactionHolds()
    {
        var random = new Random(7);
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        var index = new SqliteMailIndex(files);
        await index.WriteAsync(
            Owner.Local, "model", [.. Enumerable.Range(0, Pieces / 2).Select(i => Mail(Vector(random), i))],
            TestContext.Current.CancellationToken);
        var question = Vector(random);
        var database = files.Rent(Owner.Local).File.Database;

        var (alone, beside, later) = database.Read(session =>
        {
            var first = Nearest(session, null);
            var second = Nearest(session, database);
            RemoveAll(index);
            return (first, second, Nearest(session, database));
        });

        alone.Count.ShouldBeGreaterThanOrEqualTo(Pieces / 2);
        beside.ShouldBe(alone);
        later.ShouldBe(alone);

        IReadOnlyList<FoundPiece> Nearest(SqliteSession session, SqliteDatabase? others) =>
            new VectorSearch(session, new HeldCodes(), others).Nearest("model", question, null, Pieces / 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(384)]
    public void Decode_AnyLength_GivesEveryNumber(int dimensions)
    {
        var data = new byte[sizeof(float) + dimensions];
        BitConverter.TryWriteBytes(data, 0.5f).ShouldBeTrue();
        for (var i = 0; i < dimensions; i++)
            data[sizeof(float) + i] = (byte)(i * 7);

        StoredVector.Decode(data).ShouldBe(Enumerable.Range(0, dimensions).Select(static i => unchecked((sbyte)(i * 7)) * 0.5f));
    }

    private static void RemoveAll(SqliteMailIndex index) => index.RemoveAsync(
        Owner.Local, [.. Enumerable.Range(0, Pieces).Select(static i => new EmailId($"mail{i}"))], TestContext.Current.CancellationToken)
        .Wait();

    private static float[] Vector(Random random)
    {
        // A sum of twelve is as good as normally distributed.
        var vector = Enumerable.Range(0, Dimensions)
            .Select(_ => Enumerable.Range(0, 12).Sum(_ => random.NextSingle()) - 6).ToArray();
        return UnitVector.Normalize(vector, Dimensions).ToArray();
    }

    private static IndexedMail Mail(float[] vector, int at) => new(
        new EmailId($"mail{at}"),
        "", "", "", DateTimeOffset.UnixEpoch, [], false, "", "", [new IndexedChunk(0, 0, ContentHash.Compute($"{at}"), vector)]);
}
