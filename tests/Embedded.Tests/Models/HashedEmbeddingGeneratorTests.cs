using System.Numerics.Tensors;
using System.Text;
using CsCheck;
using InboxMind.Embedded.Models;

namespace InboxMind.Embedded.Tests.Models;

public sealed class HashedEmbeddingGeneratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_TwoGenerators_GiveTheSameVectors()
    {
        using var one = new HashedEmbeddingGenerator();
        using var two = new HashedEmbeddingGenerator();
        string[] texts = ["The quarterly budget", "", "Grüße aus München 🎉"];

        // In another order and with other texts before, so that nothing remembered may show.
        await two.GenerateAsync(["something else", .. texts.Reverse()], cancellationToken: Cancellation);
        var first = await one.GenerateAsync(texts, cancellationToken: Cancellation);
        var second = await two.GenerateAsync(texts, cancellationToken: Cancellation);

        for (var i = 0; i < texts.Length; i++)
            second[i].Vector.ToArray().ShouldBe(first[i].Vector.ToArray());
    }

    [Fact]
    public async Task GenerateAsync_KnownText_GivesTheVectorsThatAreStoredInIndexes()
    {
        // Vectors on disk outlive the program: whoever changes what the same text gives has to change the model's version.
        using var generator = new HashedEmbeddingGenerator();

        var vector =
            (await generator.GenerateAsync(["The quarterly budgets of Müller"], cancellationToken: Cancellation))[0].Vector.ToArray();

        var sum = vector.Select(static (x, i) => (double)x * (i + 1)).Sum();
        $"{HashedEmbeddingGenerator.Version}: {vector.Count(static x => x != 0)}, {sum:0.00}".ShouldBe(Expected);
    }

    [Fact]
    public async Task GenerateAsync_AnyText_HasUnitLengthOrIsZero()
    {
        using var generator = new HashedEmbeddingGenerator();
        await Gen.OneOf(Gen.String[0, 100], Gen.OneOf(Gen.Int[0x20, 0x7F], Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0x10FFFF])
            .Select(static v => new Rune(v).ToString()).Array[0, 100].Select(static r => string.Concat(r))).SampleAsync(
            async text =>
            {
                var vector = (await generator.GenerateAsync([text], cancellationToken: Cancellation))[0].Vector;
                vector.Length.ShouldBe(HashedEmbeddingGenerator.Dimensions);
                var length = TensorPrimitives.Norm(vector.Span);
                if (length != 0)
                    length.ShouldBe(1, 1e-4);
            },
            iter: 500, threads: 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t")]
    [InlineData("... --- !!!")]
    public async Task GenerateAsync_NoWords_IsZero(string text) => TensorPrimitives.Norm((await VectorAsync(text)).Span).ShouldBe(0);

    [Theory]
    [InlineData("invoice", "invoices", "meeting")]
    [InlineData("invoice", "INVOICE", "meeting")]
    [InlineData("müller", "muller", "schmidt")]
    [InlineData("müller", "mueller", "schmidt")]
    [InlineData("organisation", "organization", "department")]
    [InlineData("Besprechung", "Besprechungen", "Rechnung")]
    [InlineData("calibraton", "calibration", "celebrity")]
    [InlineData("the budget for the calibration bath", "budget: calibration baths", "the schedule for the guest house")]
    public async Task GenerateAsync_SimilarSpelling_IsNearerThanOtherWords(string text, string near, string far)
    {
        var vector = await VectorAsync(text);

        var toNear = Cosine(vector, await VectorAsync(near));
        var toFar = Cosine(vector, await VectorAsync(far));

        toNear.ShouldBeGreaterThan(toFar + 0.03f);
    }

    [Fact]
    public async Task GenerateAsync_StopWords_CountLittle()
    {
        var vector = await VectorAsync("budget");

        Cosine(vector, await VectorAsync("what about the budget of this")).ShouldBeGreaterThan(0.9f);
    }

    [Fact]
    public async Task GenerateAsync_ManyThreads_GiveTheSameVectors()
    {
        using var shared = new HashedEmbeddingGenerator();
        using var alone = new HashedEmbeddingGenerator();
        var texts = Enumerable.Range(0, 200).Select(static i => $"word{i} common text number {i * 7919}").ToArray();
        var expected = await alone.GenerateAsync(texts, cancellationToken: Cancellation);

        await Parallel.ForEachAsync(Enumerable.Range(0, 8), Cancellation, async (number, cancellation) =>
        {
            for (var i = 0; i < texts.Length; i++)
            {
                var at = (i + (number * 25)) % texts.Length;
                var made = await shared.GenerateAsync([texts[at]], cancellationToken: cancellation);
                made[0].Vector.Span.SequenceEqual(expected[at].Vector.Span).ShouldBeTrue();
            }
        });
    }

    [Fact]
    public async Task GenerateAsync_Cancelled_Stops()
    {
        using var generator = new HashedEmbeddingGenerator();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            generator.GenerateAsync(["text"], cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public async Task GenerateAsync_WordWithoutEnd_IsLookedAtInPart()
    {
        using var generator = new HashedEmbeddingGenerator();

        var made = await generator.GenerateAsync([new string('x', 10_000_000), new string('x', 1_000)], cancellationToken: Cancellation);

        made[0].Vector.Span.SequenceEqual(made[1].Vector.Span).ShouldBeTrue();
    }

    [Fact]
    public async Task GetActiveAsync_AnyOwner_DescribesTheGenerator()
    {
        var models = new OfflineEmbeddingModels();

        var model = await models.GetActiveAsync(Owner.Local, Cancellation);
        var made = await model.Generator.GenerateAsync(["text"], cancellationToken: Cancellation);

        made[0].Vector.Length.ShouldBe(model.Dimensions);
        model.Key.ShouldBe($"{HashedEmbeddingGenerator.ModelId}@{HashedEmbeddingGenerator.Version}/{HashedEmbeddingGenerator.Dimensions}");
        (await models.GetActiveAsync(new Owner(new UserId("other")), Cancellation)).ShouldBeSameAs(model);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 1)]
    [InlineData("  one, two-three  ", 3)]
    [InlineData("Grüße 回答 e\u0301te", 4)]
    [InlineData("...", 0)]
    public void Count_Text_IsItsWords(string text, int count) => new WordCounter().Count(text).ShouldBe(count);

    private static float Cosine(ReadOnlyMemory<float> one, ReadOnlyMemory<float> two) => TensorPrimitives.Dot(one.Span, two.Span);

    private static async Task<ReadOnlyMemory<float>> VectorAsync(string text)
    {
        using var generator = new HashedEmbeddingGenerator();
        return (await generator.GenerateAsync([text], cancellationToken: Cancellation))[0].Vector;
    }

    private const string Expected = "2: 24, -176.07";
}
