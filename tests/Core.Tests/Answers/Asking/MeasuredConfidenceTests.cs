using InboxMind.Core.Answers.Asking;

namespace InboxMind.Core.Tests.Answers.Asking;

public sealed class MeasuredConfidenceTests
{
    [Theory]
    [InlineData(0, 0.3)]
    [InlineData(0.5, 0.475)]
    [InlineData(1, 0.65)]
    [InlineData(1.4, 0.65)]
    public void Of_ShareOfWords_IsTheShareOfRightAnswers(double share, double expected) =>
        MeasuredConfidence.Of(share, isPassedOver: false).ShouldBe(expected, 1e-9);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Of_LaterMailPassedOver_IsLess(double share) =>
        MeasuredConfidence.Of(share, isPassedOver: true).ShouldBe(0.7 * MeasuredConfidence.Of(share, isPassedOver: false), 1e-9);
}
