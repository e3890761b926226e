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
    public void OfShort_WhatSpeaksForIt_Raises()
    {
        (Usual with { Near = 0.5 }).OfShort.ShouldBeGreaterThan(Usual.OfShort);
        (Usual with { Share = 0.8 }).OfShort.ShouldBeGreaterThan(Usual.OfShort);
    }

    [Fact]
    public void OfShort_WhatSpeaksAgainstIt_Lowers()
    {
        (Usual with { UnknownNames = 0.3 }).OfShort.ShouldBeLessThan(Usual.OfShort);
        (Usual with { NamesElsewhere = 0.3 }).OfShort.ShouldBeLessThan(Usual.OfShort);
        (Usual with { LacksFigure = true }).OfShort.ShouldBeLessThan(Usual.OfShort);
    }

    [Fact]
    public void OfLong_Nearer_Raises() => (Usual with { Near = 0.5 }).OfLong.ShouldBeGreaterThan(Usual.OfLong);

    [Fact]
    public void OfLong_NamesThatAreNotThere_Lower()
    {
        (Usual with { UnknownNames = 0.3 }).OfLong.ShouldBeLessThan(Usual.OfLong);
        (Usual with { NamesElsewhere = 0.3 }).OfLong.ShouldBeLessThan(Usual.OfLong);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Value_Whatever_IsAChance(double near, double share)
    {
        (Usual with { Near = near, Share = share }).OfShort.ShouldBeInRange(0, 1);
        (Usual with { Near = near, Share = share }).OfLong.ShouldBeInRange(0, 1);
    }
}
