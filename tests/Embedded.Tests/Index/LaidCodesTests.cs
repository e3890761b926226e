using System.Runtime.InteropServices;
using CsCheck;
using InboxMind.Embedded.Index;

namespace InboxMind.Embedded.Tests.Index;

public sealed class LaidCodesTests
{
    /// <summary>Numbers of a vector; of the last ones all are alike, none is anything, or one is far above the others.</summary>
    private static readonly Func<Random, float>[] Numbers =
    [
        static r => r.NextSingle() - 0.5f, static r => MathF.Pow(r.NextSingle() - 0.5f, 5), static _ => 1, static _ => -0.5f, static _ => 0,
        static r => r.Next(100) == 0 ? 1 : 0.01f,
    ];

    /// <summary>Who searches once gets what who searches again gets.</summary>
    [Fact]
    public void Compare_AnyCodes_GivesWhatComparingOneByOneGives() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, Numbers.Length - 1], Gen.Int).Sample(Check, iter: 60);

    [Theory]
    [InlineData(384)]
    [InlineData(1_536)]
    [InlineData(3_072)]
    [InlineData(8_000)]
    public void Compare_DimensionsOfModels_GivesWhatComparingOneByOneGives(int dimensions)
    {
        for (var kind = 0; kind < Numbers.Length; kind++)
            Check(dimensions, kind, 5);
    }

    /// <summary>What agrees in all that is large is as near as can be, and its opposite as far.</summary>
    [Theory]
    [InlineData(384)]
    [InlineData(8_000)]
    public void Compare_AllAgreesOrNothing_GivesTheGreatestAndTheLeast(int dimensions)
    {
        var question = new QuestionCode([.. Enumerable.Range(0, dimensions).Select(static i => i % 3 == 0 ? -1f : 1f)]);
        var block = new byte[CodeBlock.Length(dimensions)];
        foreach (var (place, sign) in new[] { (0, 1), (1, -1) })
        {
            var code = CodeBlock.Encode([.. Enumerable.Range(0, dimensions).Select(i => sign * (i % 3 == 0 ? -1f : 1f))]);
            new CodeBlock(block).Set(place, 1, code);
        }

        var nearness = Laid(question, block);

        nearness[0].ShouldBe((ushort)question.MaxNearness);
        nearness[1].ShouldBe((ushort)0);
        question.MaxNearness.ShouldBeInRange(1, ushort.MaxValue);
    }

    private static void Check(int dimensions, int kind, int seed)
    {
        var random = new Random(seed);
        var question = new QuestionCode([.. Enumerable.Range(0, dimensions).Select(_ => Numbers[kind](random))]);
        var block = new byte[CodeBlock.Length(dimensions)];
        random.NextBytes(block);
        var oneByOne = new ushort[CodeBlock.Places];
        question.Compare(MemoryMarshal.Cast<byte, ulong>(block.AsSpan(CodeBlock.Places * sizeof(uint))), oneByOne);

        Laid(question, block).ShouldBe(oneByOne);

        oneByOne.Max().ShouldBeLessThanOrEqualTo((ushort)question.MaxNearness);
    }

    private static ushort[] Laid(QuestionCode question, byte[] block)
    {
        var nearness = new ushort[CodeBlock.Places];
        new LaidCodes(0, block).Compare(question, nearness);
        return nearness;
    }
}
