using CsCheck;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Index;

public sealed class HeldCodesTests : IDisposable
{
    private const string Model = "model";
    private const int Dimensions = 96;

    private readonly TempFolder _folder = new();
    private readonly IndexFiles _files;
    private readonly SqliteMailIndex _index;
    private readonly Random _random = new(11);

    public HeldCodesTests()
    {
        _files = new IndexFiles(new DataFolder(_folder.Root));
        _index = new SqliteMailIndex(_files);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Of_SearchedAgain_KeepsFromTheSecondTimeOn()
    {
        await WriteAsync(0, 10);
        var codes = new HeldCodes();

        Nearest(codes).Count.ShouldBe(10);
        codes.Bytes.ShouldBe(0);
        Nearest(codes).Count.ShouldBe(10);
        codes.Bytes.ShouldBe(CodeBlock.Length(Dimensions));
        Nearest(codes).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Of_WhateverChangedBetween_FindsWhatTheFileHolds()
    {
        var kept = new HeldCodes();
        for (var i = 0; i < 12; i++)
        {
            await WriteAsync(i * 150, 150);
            if (i % 3 == 2)
                await _index.RemoveAsync(Owner.Local, [.. Enumerable.Range(i * 75, 40).Select(Id)], Cancellation);
            for (var again = 0; again < 1 + (i % 4); again++)
            {
                var question = Vector();
                Nearest(kept, question).ShouldBe(Nearest(new HeldCodes(), question));
            }
        }

        kept.Bytes.ShouldBe(2 * CodeBlock.Length(Dimensions));
    }

    [Fact]
    public async Task Of_IndexMadeAnew_ForgetsTheOneBefore()
    {
        var codes = new HeldCodes();
        await WriteAsync(0, 10);
        Nearest(codes);
        Nearest(codes);
        await _index.ClearAsync(Owner.Local, Cancellation);
        await WriteAsync(20, 3);

        Nearest(codes).Count.ShouldBe(3);
        Nearest(codes).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Of_MoreThanThereIsMemoryFor_KeepsNothingAndFindsAll()
    {
        await WriteAsync(0, 10);
        var codes = new HeldCodes(new CodeMemory(CodeBlock.Length(Dimensions) - 1));

        for (var i = 0; i < 3; i++)
            Nearest(codes).Count.ShouldBe(10);

        codes.Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task Of_ManyIndexes_ThoseSearchedLastKeepTheirs()
    {
        await WriteAsync(0, 10);
        var memory = new CodeMemory(2 * CodeBlock.Length(Dimensions));
        var (first, second, third) = (new HeldCodes(memory), new HeldCodes(memory), new HeldCodes(memory));
        foreach (var codes in (HeldCodes[])[first, first, second, second, first, third, third])
            Nearest(codes).Count.ShouldBe(10);

        (first.Bytes > 0, second.Bytes > 0, third.Bytes > 0).ShouldBe((true, false, true));

        first.Forget();
        Nearest(second);
        Nearest(second);
        (first.Bytes > 0, second.Bytes > 0, third.Bytes > 0).ShouldBe((false, true, true));
    }

    [Fact]
    public void Pieces_OfParts_AreThoseOfTheWhole() => Gen.Select(Gen.Int[1, 12], Gen.Int[1, 4], Gen.Int[1, 3_000], Gen.Int).Sample(
        (blocks, parts, wanted, seed) =>
        {
            var random = new Random(seed);
            var question = new QuestionCode(Vector(random));
            var all = Enumerable.Range(0, blocks).Select(_ =>
            {
                var data = new byte[CodeBlock.Length(Dimensions)];
                random.NextBytes(data);
                return data;
            }).ToList();
            NearestCodes Of(IEnumerable<int> some, bool areLaid = true)
            {
                var nearest = new NearestCodes(question, null, wanted);
                foreach (var block in some)
                {
                    if (areLaid)
                        nearest.Add(new LaidCodes(block, all[block]));
                    else
                        nearest.Add(block, all[block]);
                }

                return nearest;
            }

            var split = Enumerable.Range(0, parts)
                .Select(part => Of(Enumerable.Range(0, blocks).Where(b => b * parts / blocks == part))).ToList();

            var found = NearestCodes.Pieces(split);
            found.ShouldBe(Of(Enumerable.Range(0, blocks), areLaid: false).Pieces());
            found.Count.ShouldBeGreaterThanOrEqualTo(Math.Min(wanted, 1));
        },
        iter: 60);

    private static EmailId Id(int number) => new($"mail{number}");

    private async Task WriteAsync(int first, int count) => await _index.WriteAsync(
        Owner.Local, Model,
        [
            .. Enumerable.Range(first, count).Select(i => new IndexedMail(
                Id(i), "", "", "", DateTimeOffset.UnixEpoch, [], false, "", "",
                [new IndexedChunk(0, 0, ContentHash.Compute($"{i}"), Vector())])),
        ],
        Cancellation);

    private IReadOnlyList<FoundPiece> Nearest(HeldCodes codes, float[]? question = null)
    {
        using var rental = _files.Rent(Owner.Local);
        return rental.File.Database.Read(
            session => new VectorSearch(session, codes).Nearest(Model, question ?? Vector(), null, 100));
    }

    private float[] Vector() => Vector(_random);

    private static float[] Vector(Random random) => UnitVector.Normalize(
        Enumerable.Range(0, Dimensions).Select(_ => random.NextSingle() - 0.5f).ToArray(), Dimensions).ToArray();
}
