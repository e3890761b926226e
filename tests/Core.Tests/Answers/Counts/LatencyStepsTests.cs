using InboxMind.Core.Answers.Counts;

namespace InboxMind.Core.Tests.Answers.Counts;

public sealed class LatencyStepsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(1_000)]
    [InlineData(59_999)]
    public void StepFor_Time_IsWithinAFifthOfItsStepsEnd(int milliseconds)
    {
        var end = LatencySteps.End(LatencySteps.StepFor(TimeSpan.FromMilliseconds(milliseconds))).TotalMilliseconds;

        end.ShouldBeGreaterThanOrEqualTo(milliseconds - 1e-6);
        end.ShouldBeLessThanOrEqualTo(Math.Max(1, milliseconds * 1.2) + 1e-6);
    }

    [Theory]
    [InlineData(-1_000, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1.1, 1)]
    [InlineData(1.3, 2)]
    [InlineData(300_000, 70)]
    [InlineData(777_600_000, LatencySteps.Last)]
    public void StepFor_AnyTime_IsAStep(double milliseconds, int step) =>
        LatencySteps.StepFor(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(step);

    [Fact]
    public void Quantile_Counts_IsTheTimeThatTheShareDidNotExceed()
    {
        var counts = new Dictionary<int, long> { [30] = 4, [10] = 95, [50] = 1 };

        LatencySteps.Quantile(counts, 0).ShouldBe(LatencySteps.End(10));
        LatencySteps.Quantile(counts, 0.5).ShouldBe(LatencySteps.End(10));
        LatencySteps.Quantile(counts, 0.95).ShouldBe(LatencySteps.End(10));
        LatencySteps.Quantile(counts, 0.96).ShouldBe(LatencySteps.End(30));
        LatencySteps.Quantile(counts, 1).ShouldBe(LatencySteps.End(50));
        LatencySteps.Quantile(new Dictionary<int, long>(), 0.5).ShouldBeNull();
    }

    [Fact]
    public void Quantile_StepWithoutAny_IsNotTheAnswer() =>
        LatencySteps.Quantile(new Dictionary<int, long> { [3] = 0, [10] = 1 }, 0).ShouldBe(LatencySteps.End(10));
}
