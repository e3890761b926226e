using CsCheck;
using InboxMind.Core.Index;

namespace InboxMind.Core.Tests.Indexing;

public sealed class UnitVectorTests
{
    [Fact]
    public void Of_AnyVector_HasLengthOne() =>
        Gen.Float[-1000, 1000].Array[1, 50].Where(static v => v.Any(static x => Math.Abs(x) > 0.001f)).Sample(
            static vector => UnitVector.Normalize(vector, vector.Length).ToArray().Sum(static x => (double)x * x).ShouldBe(1, 1e-4));

    [Fact]
    public void Of_ZeroVector_StaysZero() => UnitVector.Normalize(new float[3], 3).ToArray().ShouldBe([0, 0, 0]);

    [Fact]
    public void Of_OtherDimensions_IsRefused() => Should.Throw<InvalidOperationException>(() => UnitVector.Normalize(new float[3], 4));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Of_NoNumbers_IsRefused(float x) => Should.Throw<InvalidOperationException>(() => UnitVector.Normalize(new[] { 1f, x }, 2));
}
