using InboxMind.Core.Mail.Parsing.Html;

namespace InboxMind.Core.Tests.Mail.Parsing.Html;

public sealed class CssLengthTests
{
    [Theory]
    [InlineData("12", 12)]
    [InlineData("12px", 12)]
    [InlineData("12 px", 12)]
    [InlineData("9pt", 12)]
    [InlineData("1.5em", 24)]
    [InlineData("2pc", 32)]
    [InlineData("2ex", 16)]
    [InlineData("2cm", 76)]
    [InlineData("10mm", 38)]
    [InlineData("1in", 96)]
    [InlineData("50%", 500)]
    [InlineData("3vw", 30)]
    [InlineData("-1e2px", -100)]
    [InlineData("1e+1px", 10)]
    [InlineData("calc(1px + 2px)", 3)]
    public void Pixels_Length_IsAsOnAScreen(string value, double pixels) => CssLength.Pixels(value)!.Value.ShouldBe(pixels, 0.001);

    [Theory]
    [InlineData("")]
    [InlineData("auto")]
    [InlineData("3furlongs")]
    [InlineData("1e999px")]
    [InlineData("calc(tall)")]
    public void Pixels_NoLength_IsNull(string value) => CssLength.Pixels(value).ShouldBeNull();
}
