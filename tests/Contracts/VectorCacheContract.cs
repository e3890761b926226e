using InboxMind.Core.Index;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IVectorCache"/> promises: the vectors that the index was given.</summary>
public abstract class VectorCacheContract : Contract
{
    protected abstract IMailIndex Index { get; }

    protected abstract IVectorCache Cache { get; }

    [Fact]
    public async Task FindAsync_WrittenVector_IsFoundNearlyAsItWas()
    {
        var random = new Random(1);
        float[] vector = [.. Enumerable.Range(0, Dimensions).Select(_ => (float)((random.NextDouble() * 0.4) - 0.2))];
        var mail = Indexed("one");
        await WriteAsync(mail with { Chunks = [mail.Chunks![0] with { Vector = vector }] });

        var found = await FindAsync(mail.Chunks![0].Hash);

        found.Keys.ShouldBe([mail.Chunks![0].Hash]);
        found[mail.Chunks![0].Hash].ToArray().ShouldBe(vector, 0.001);
    }

    [Fact]
    public async Task FindAsync_SomeUnknownHashes_GivesThoseThatExist()
    {
        IndexedMail[] mails = [.. Enumerable.Range(0, 20).Select(static i => Indexed($"mail-{i}", axis: i))];
        await WriteAsync(mails);

        var found = await FindAsync([.. mails.Select(static m => m.Chunks![0].Hash), ContentHash.Compute("nothing"), default]);

        found.Count.ShouldBe(mails.Length);
        for (var i = 0; i < mails.Length; i++)
            found[mails[i].Chunks![0].Hash].ToArray().ShouldBe(Axis(i).ToArray());
        (await FindAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("contract@2/64")]
    [InlineData("contract@1/32")]
    [InlineData("other@1/64")]
    [InlineData("")]
    public async Task FindAsync_AnotherModel_FindsNothing(string model)
    {
        var mail = Indexed("one");
        await WriteAsync(mail);

        (await Cache.FindAsync(Anna, model, [mail.Chunks![0].Hash], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindAsync_HighestAndLowestHash_AreFound()
    {
        var mail = Indexed("one");
        await WriteAsync(mail with
        {
            Chunks =
            [
                new IndexedChunk(0, 0, new ContentHash(UInt128.MaxValue), Axis(1)),
                new IndexedChunk(0, 0, new ContentHash(UInt128.MinValue), Axis(2)),
                new IndexedChunk(0, 0, new ContentHash(UInt128.One << 127), Axis(3)),
            ],
        });

        var found = await FindAsync(new ContentHash(UInt128.MaxValue), default, new ContentHash(UInt128.One << 127));

        found.Count.ShouldBe(3);
        found[default].ToArray().ShouldBe(Axis(2).ToArray());
    }

    [Fact]
    public async Task FindAsync_OneOfTwoUsersOfAVectorIsRemoved_IsFoundUntilTheLastGoes()
    {
        var shared = Indexed("one").Chunks!;
        await WriteAsync(Indexed("one"), Indexed("two") with { Chunks = shared });

        await Index.RemoveAsync(Anna, [Id("one")], Cancellation);
        (await FindAsync(shared[0].Hash)).ShouldHaveSingleItem();
        await Index.RemoveAsync(Anna, [Id("two")], Cancellation);

        (await FindAsync(shared[0].Hash)).ShouldBeEmpty("what only removed mail used is removed with it");
    }

    [Fact]
    public async Task FindAsync_AnotherOwner_FindsNothing()
    {
        var mail = Indexed("one", axis: 1);
        await WriteAsync(mail);

        (await Cache.FindAsync(Mallory, Model, [mail.Chunks![0].Hash], Cancellation)).ShouldBeEmpty();

        // An owner's vector under a known hash is its own, and neither replaces nor removes the other's.
        await Index.WriteAsync(Mallory, Model, [mail with { Chunks = [mail.Chunks![0] with { Vector = Axis(2) }] }], Cancellation);
        (await FindAsync(mail.Chunks![0].Hash)).Values.Single().ToArray().ShouldBe(Axis(1).ToArray());
        await Index.RemoveAsync(Mallory, [Id("one")], Cancellation);
        (await FindAsync(mail.Chunks![0].Hash)).ShouldHaveSingleItem();
    }

    private Task<IndexState> WriteAsync(params IndexedMail[] mails) => Index.WriteAsync(Anna, Model, mails, Cancellation);

    private async Task<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>> FindAsync(params ContentHash[] hashes)
    {
        await SettleAsync();
        return await Cache.FindAsync(Anna, Model, hashes, Cancellation);
    }
}
