using InboxMind.Embedded.Models.Extractive;

namespace InboxMind.Embedded.Tests.Models.Extractive;

public sealed class AnswerChanceTests
{
    private static readonly AnswerChance Usual = new()
    {
        Near = 0.4,
        Share = 0.5,
        UnknownNames = 0.1,
        NamesElsewhere = 0.1,
        LacksFigure = false,
    };

    [Fact]
    public void Value_WhatSpeaksForIt_Raises()
    {
        (Usual with { Near = 0.5 }).Value.ShouldBeGreaterThan(Usual.Value);
        (Usual with { Share = 0.8 }).Value.ShouldBeGreaterThan(Usual.Value);
    }

    [Fact]
    public void Value_WhatSpeaksAgainstIt_Lowers()
    {
        (Usual with { UnknownNames = 0.3 }).Value.ShouldBeLessThan(Usual.Value);
        (Usual with { NamesElsewhere = 0.3 }).Value.ShouldBeLessThan(Usual.Value);
        (Usual with { LacksFigure = true }).Value.ShouldBeLessThan(Usual.Value);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Value_Whatever_IsAChance(double near, double share) =>
        (Usual with { Near = near, Share = share }).Value.ShouldBeInRange(0, 1);
}
